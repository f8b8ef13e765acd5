"""Which changes a signed text allows without new signatures, and every reason against recording one (A15)."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from partnerships.drafting.rules.text import AgreementText, ClauseText, SectionText
from partnerships.rules.lifecycle import AgreementStatus
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.findings import Finding

PART, CLAUSE = "changes", "changes_minor"
ENDS, STARTS = ".!?;", "-*•#|"  # of a sentence; of a line that is an item or a heading
GOVERNS = (AgreementStatus.SIGNED, AgreementStatus.IN_FORCE)


@dataclass(frozen=True)
class Allowance:
    """`words`: the clause on minor changes; or, where there is none, the whole part, of which one sentence is named."""

    words: str = ""
    is_clause: bool = False

    def __bool__(self) -> bool:
        return bool(self.words)

    def holds(self, quoted: str) -> bool:
        """Whether these words are one or more whole sentences of the text, however its lines are broken."""
        text, words = _flat(self.words), _flat(quoted).rstrip(ENDS)
        place = text.find(words) if words else -1
        if place < 0:
            return False
        before, after = text[:place].rstrip(), text[place + len(words) :].lstrip()
        return (not before or before[-1] in (*ENDS, *STARTS)) and (not after or after[0] in ENDS)


def allowance_of(text: AgreementText) -> Allowance:
    """False where the text says nothing about its changes."""
    part = next((section for section in text.sections if section.key == PART), None)
    if part is None:
        return Allowance()
    clause = next((each for each in part.clauses if each.key == CLAUSE), None)
    return Allowance(clause.body, True) if clause else Allowance(_written(part))


def _written(part: SectionText) -> str:
    bodies: list[ClauseText | str] = [*part.clauses, part.body]
    return "\n\n".join(each.body if isinstance(each, ClauseText) else each for each in bodies).strip()


def _flat(words: str) -> str:
    return " ".join(words.split()).strip("“”\"'«»„ ").casefold()


def obstacles(*, status: str, has_ended: bool, allowance: Allowance, has_lapsed: bool = False) -> list[Finding]:
    """Why no minor change can be recorded of this text at all; empty where one can."""
    found = []
    if status not in GOVERNS:
        found.append(
            Finding(
                "not_signed",
                _("This version does not govern the partnership."),
                _("Minor changes can be recorded only for a text that is signed or in force."),
            )
        )
    if has_lapsed:
        found.append(
            Finding(
                "lapsed", _("The term of this agreement has ended."), _("Extend or renew it; all parties sign that.")
            )
        )
    if has_ended:
        found.append(Finding("ended", _("This partnership has ended."), _("Its agreements are kept as they were.")))
    if not allowance:
        found.append(
            Finding(
                "not_allowed",
                _("The text does not allow any change without new signatures."),
                _("Every change needs an amendment that all parties sign."),
                anchor="amendment",
            )
        )
    return found


def change_findings(
    *,
    before: str,
    after: str,
    quoted: str,
    applies_from: datetime.date,
    allows: Allowance,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    recorded: int = 0,
) -> list[Finding]:
    """What is wrong with one change, each at its field.

    `since`, `until`: the first and last day of the text; `recorded`: the number of the same change, recorded before.
    """
    found = []
    if recorded:
        words = _("This change has already been recorded: it is minor change %(number)s.") % {"number": recorded}
        found.append(Finding("recorded", words, field="after"))
    if before.split() == after.split():
        found.append(Finding("same", _("Both wordings are the same. Enter what applies from now on."), field="after"))
    if not allows.holds(quoted):
        found.append(
            Finding("not_quoted", _("These words are not in the text. Copy the sentence from it."), field="allowed_by")
        )
    if since and applies_from < since:
        words = _("The text applies from %(day)s. Enter that day or a later one.") % {"day": display_date(since)}
        found.append(Finding("too_early", words, field="applies_from"))
    if until and applies_from > until:
        words = _("The text applies until %(day)s. Enter that day or an earlier one.") % {"day": display_date(until)}
        found.append(Finding("too_late", words, field="applies_from"))
    return found

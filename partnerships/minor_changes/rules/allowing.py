"""Which changes a signed text allows without new signatures, and every reason against recording one (A15)."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from partnerships.drafting.rules.text import AgreementText, ClauseText, SectionText
from partnerships.rules.lifecycle import AgreementStatus
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.findings import Finding

PART, CLAUSE = "changes", "changes_minor"
GOVERNS = (AgreementStatus.SIGNED, AgreementStatus.IN_FORCE)


@dataclass(frozen=True)
class Allowance:
    """`words`: the clause on minor changes; or, where there is none, the whole part, of which one sentence is named."""

    words: str = ""
    is_clause: bool = False

    def __bool__(self) -> bool:
        return bool(self.words)

    def holds(self, quoted: str) -> bool:
        """Whether these words stand in the text, however its lines are broken."""
        return bool(_flat(quoted)) and _flat(quoted) in _flat(self.words)


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


def obstacles(*, status: str, has_ended: bool, allowance: Allowance) -> list[Finding]:
    """Why no minor change can be recorded of this text at all; empty where one can."""
    found = []
    if status not in GOVERNS:
        found.append(
            Finding(
                "not_signed",
                _("This version does not govern the partnership."),
                _("Minor changes are recorded beside a text that is signed or in force."),
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
    *, before: str, after: str, quoted: str, applies_from: datetime.date, since: datetime.date | None, allows: Allowance
) -> list[Finding]:
    """What is wrong with one change, each at its field. `since`: the first day on which the text applies."""
    found = []
    if _flat(before) == _flat(after):
        found.append(Finding("same", _("Both wordings are the same. Enter what applies from now on."), field="after"))
    if not allows.holds(quoted):
        found.append(
            Finding("not_quoted", _("These words are not in the text. Copy the sentence from it."), field="allowed_by")
        )
    if since and applies_from < since:
        words = _("The text applies from %(day)s. Enter that day or a later one.") % {"day": display_date(since)}
        found.append(Finding("too_early", words, field="applies_from"))
    return found

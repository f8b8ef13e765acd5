"""Amendment, extension, renewal, replacement: what each means, and what each may change (A15, A16)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.drafting.rules.comparing import Labels, said_pairs
from partnerships.drafting.rules.text import AgreementText
from partnerships.drafting.rules.titles import title_of
from partnerships.rules.term import last_day
from partnerships.rules.vocabulary import AgreementKind
from pes_partnerships.lib.dates import PartialDate, display_date
from pes_partnerships.lib.findings import Finding

MEANING: dict[str, Any] = {
    AgreementKind.AMENDMENT: gettext_lazy("Changes parts of the text. The rest continues to apply as it is."),
    AgreementKind.EXTENSION: gettext_lazy("Only moves the end to a later date. Nothing else changes."),
    AgreementKind.RENEWAL: gettext_lazy("A new term with new targets, in view of what the last term achieved."),
    AgreementKind.REPLACEMENT: gettext_lazy("A new text that takes the place of the old one."),
}
OF_THE_VERSION = {"title", "decided", "effective", "effective_bound", "first_review_on"}  # each has its own
OF_THE_TERM = {
    "is_open_ended", "open_reason", "term_is_unstated", "term_months", "ends", "ends_bound", "funding_end",
    "service_start", "review_every_months", "renews_months",
}  # fmt: skip
NAMED = 3


@dataclass(frozen=True)
class Version:
    """The kind of a version, its text, and the one that it follows; `old_end`: when that one ends, if known."""

    kind: str
    before: AgreementText
    after: AgreementText
    old_end: datetime.date | None = None


def kind_findings(version: Version, labels: Labels) -> Iterator[Finding]:
    """What does not fit the kind that was chosen; call it in the language in which the findings are read."""
    changed = list(_changed(version, labels))
    if version.kind == AgreementKind.AMENDMENT and not changed:
        yield Finding(
            "nothing_changed",
            _("This amendment changes nothing yet."),
            _("Change what the partners have agreed on, or discard the draft."),
            anchor="kind",
        )
    if version.kind == AgreementKind.EXTENSION:
        yield from _of_extension(changed)
    if version.kind in (AgreementKind.EXTENSION, AgreementKind.RENEWAL):
        yield from _of_new_end(version)


def _changed(version: Version, labels: Labels) -> Iterator[tuple[str, bool]]:
    """(its title, whether it is of the term) of everything that the two texts say differently."""
    for old, new, above, said in said_pairs(version.before, version.after, labels):
        if isinstance(new, AgreementText) and old is not None:
            of_text = [each for each in said if each[0] not in OF_THE_VERSION]
            yield from ((label, name in OF_THE_TERM) for name, label, *_values in of_text)
        else:
            yield title_of(new or old, above), False


def _of_extension(changed: list[tuple[str, bool]]) -> Iterator[Finding]:
    others = list(dict.fromkeys(title for title, of_term in changed if not of_term))
    if not others:
        return
    named = "; ".join(others[:NAMED])
    more = len(others) - NAMED
    titles = _("%(titles)s; and %(count)s more") % {"titles": named, "count": more} if more > 0 else named
    yield Finding(
        "extension_changes_more",
        _("An extension changes the term only. This draft also changes: %(titles)s.") % {"titles": titles},
        _("Choose “Amendment” as its kind, or restore these parts."),
        anchor="kind",
    )


def _of_new_end(version: Version) -> Iterator[Finding]:
    """A new term ends later than the old one; a length, or an open end, is a term of its own."""
    old, new = version.old_end or _end_of(version.before), _end_of(version.after)
    months = version.after.term_months
    if months and version.kind == AgreementKind.EXTENSION and months <= (version.before.term_months or 0):
        words = ngettext(
            "The extension does not make the term longer than %(count)s month.",
            "The extension does not make the term longer than %(count)s months.",
            months,
        )
        longer = _("Enter a longer term, from the first entry into force.")
        yield Finding("no_later_end", words % {"count": months}, longer, anchor="term")
    if old is None or new is None or months or new > old:
        return
    day = {"day": display_date(PartialDate.of(old))}
    if version.kind == AgreementKind.EXTENSION:
        title = _("The extension does not move the end beyond %(day)s.") % day
    else:
        title = _("The renewal has no new term: the last one ends on %(day)s.") % day
    yield Finding("no_later_end", title, _("Enter a later end date."), anchor="term")


def _end_of(text: AgreementText) -> Any:
    return last_day(ends=text.ends, bound=text.ends_bound.code, is_open_ended=text.is_open_ended)


def usual_kind(*, has_lapsed: bool, ends_soon: bool) -> AgreementKind:
    """What somebody most likely wants who starts a version now."""
    return AgreementKind.RENEWAL if has_lapsed or ends_soon else AgreementKind.AMENDMENT

"""What a record lacks: advice, which never bars saving (A15)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.drafting.rules.text import AgreementText
from partnerships.rules.vocabulary import TargetKind
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.findings import ADVICE, Finding


@dataclass(frozen=True)
class Recorded:
    """What is asked of a record beside its text."""

    files: int
    unsigned: int  # parties for which nothing says who signed
    begins: datetime.date | None
    overlapping: tuple[tuple[str, datetime.date], ...] = ()  # the other text, and since when both govern


def advice_on(text: AgreementText, said: Recorded) -> Iterator[Finding]:
    if said.begins is None:
        yield _advice("no_date", _("No date is known"), _("It counts as in force, from a day that is not known."))
    for title, day in said.overlapping:
        words = {"title": title, "day": display_date(day)}
        yield _advice(
            "overlap",
            _("It overlaps with “%(title)s”") % words,
            _("By their own dates both govern from %(day)s. The later text counts from that day.") % words,
        )
    if not text.parties:
        yield _advice("no_parties", _("No party has been entered"), _("Say who agreed."), "parties")
    if said.unsigned:
        title = ngettext(
            "%(count)s party without a signatory", "%(count)s parties without a signatory", said.unsigned
        ) % {"count": said.unsigned}
        yield _advice("unsigned", title, _("No source says who signed."))
    yield from _of_objectives(text)
    if not (text.may_end_by or text.notice or text.ending_conditions or text.dissolution):
        yield _advice(
            "no_ending", _("Nothing says what would end it"), _("The text has no clause on leaving."), "dissolution"
        )
    if not text.model or not text.formality:
        yield _advice(
            "no_model",
            _("Model or formality is not stated"),
            _("Lists and the coverage of target groups go by the model."),
            "model",
        )
    if not said.files:
        yield _advice("no_file", _("No file of the text"), _("A scan or a PDF can be added at any time."))


def _of_objectives(text: AgreementText) -> Iterator[Finding]:
    if not text.objectives:
        yield _advice(
            "no_objectives", _("No objective has been entered"), _("Results have nothing to be about."), "objectives"
        )
        return
    unmeasured = (TargetKind.REPORTED, TargetKind.JUDGED)
    if all(each.target is None or each.kind in unmeasured for each in text.objectives):
        yield _advice(
            "no_number",
            _("No objective has a number"),
            _("The results can be told, not judged."),
            "objectives_all",
        )


def _advice(code: str, title: str, detail: str, anchor: str = "") -> Finding:
    return Finding(code, title, detail, severity=ADVICE, anchor=anchor)

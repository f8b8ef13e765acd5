"""What was understood of a returned workbook, part by part, in words (R8)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pes_partnerships.lib.dates import display_datetime
from reviews.models import DraftAnswer
from reviews.partners.forms.checking import CheckedBook, CheckedPart, EnterForm
from reviews.partners.forms.part import PartForms
from reviews.partners.rules.returning import ANSWERED, CHANGED, EMPTY, ENTERED, NEW, SAME
from reviews.partners.views.statements import rows_to_send, statement_rows
from reviews.rules.partner_words import DraftAnswerKind, ObjectionPart

TINT = {NEW: "success", CHANGED: "warning"}


def shown(checked: CheckedBook, form: EnterForm) -> dict[str, Any]:
    sound = [each for each in checked.parts if not each.problems]
    to_enter = [each for each in sound if each.fate in ENTERED]
    return {
        "problems": [str(each) for each in checked.problems],
        "figures": _figures(checked, sound),
        "entered": [_entered(each) for each in to_enter],
        "questions": [_question(each, form) for each in checked.questions],
        "may_enter": not checked.problems and bool(to_enter or checked.questions),
        "submit": _submit(len(to_enter), len(checked.questions)),
    }


def _figures(checked: CheckedBook, sound: list[CheckedPart]) -> list[dict[str, Any]]:
    def count(*fates: str) -> int:
        return sum(each.fate in fates for each in sound)

    labels = [
        (count(*ENTERED), _("to enter")),
        (count(ANSWERED), _("to decide")),
        (count(SAME), _("known already")),
        (count(EMPTY), _("without an answer")),
        (len(checked.problems), _("to correct")),
    ]
    return [{"value": value, "label": label} for value, label in labels]


def _submit(count: int, questions: int) -> str:
    if questions:
        return _("Enter the answers as decided")
    words = ngettext("Enter the answers of %(count)s part", "Enter the answers of %(count)s parts", count)
    return words % {"count": count}


def _entered(each: CheckedPart) -> dict[str, Any]:
    return {
        **_about(each),
        "label": _("new") if each.fate == NEW else _("replaces the answer of %(when)s") % {"when": _last(each)},
        "tint": TINT[each.fate],
        "rows": _rows(each),
    }


def _about(each: CheckedPart) -> dict[str, Any]:
    return {
        "partner": each.about.participation.name,
        "partnership": each.about.review.series.partnership.title,
        "place": each.place_words(),
        "is_draft": each.about.draft is not None,
    }


def _question(each: CheckedPart, form: EnterForm) -> dict[str, Any]:
    about = each.about
    theirs = answer_rows(about.answers[-1]) if about.draft else statement_rows(about.statements[-1])
    return {
        **_about(each),
        "field": form[each.field_name],
        "when": _last(each),
        "theirs": theirs,
        "rows": _rows(each),
    }


def _last(each: CheckedPart) -> str:
    about = each.about
    return display_datetime(about.answers[-1].given_at if about.draft else about.statements[-1].sent_at)


def _rows(each: CheckedPart) -> list[dict[str, Any]]:
    if isinstance(each.form, PartForms):
        return rows_to_send(each.form)
    given = each.form.given()
    row = DraftAnswer(
        kind=given["kind"],
        about=given["about"],
        words=given["words"],
        by_name=given["name"],
        by_office=given["office"],
    )
    return answer_rows(row)


def answer_rows(row: DraftAnswer) -> list[dict[str, Any]]:
    """Rows of ui/_summary_list.html."""
    rows = [{"label": _("Answer to the draft"), "value": DraftAnswerKind(row.kind).label}]
    if row.is_objection:
        about = [str(part.label) for part in ObjectionPart if part.value in row.about]
        rows.append({"label": _("Objection to"), "lines": about})
    if row.words:
        rows.append({"label": _("In the partner’s words"), "value": row.words})
    return [*rows, {"label": _("Who answers"), "value": row.who}]

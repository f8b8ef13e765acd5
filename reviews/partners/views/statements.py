"""A partner's statement in rows: the same before it is sent, on the receipt, and beside the review (R8)."""

from typing import Any

from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import display_date
from reviews.models import PartnerStatement, StatedFigure, StatedRecord
from reviews.partners.forms.part import PartForms
from reviews.partners.rules.words import figure_value
from reviews.rules.partner_words import RecordSays
from reviews.rules.vocabulary import Worth


def statement_rows(statement: PartnerStatement) -> list[dict[str, Any]]:
    """Rows of ui/_summary_list.html; what was not answered is left out."""
    figures = list(statement.figures.all())
    return [
        *(_record_row(each) for each in statement.records.all()),
        *(_figure_row(each) for each in figures),
        *_view_rows({name: getattr(statement, name) for name in ("works", "works_not", "change", "worth")}),
    ]


def rows_to_send(forms: PartForms) -> list[dict[str, Any]]:
    """The same rows of what is about to be sent; the forms are valid."""
    said = forms.said()
    records = [
        StatedRecord(text=each.text, says=each.says, words=each.words, by_day=each.by_day) for each in said["records"]
    ]
    figures = [StatedFigure(objective=each.objective, says=each.says, **each.values) for each in said["figures"]]
    who = ", ".join(filter(None, (said["name"], said["office"])))
    return [
        *(_record_row(each) for each in records),
        *(_figure_row(each) for each in figures),
        *_view_rows(said["view"]),
        {"label": _("Who answers"), "value": who} if who else {"label": _("Who answers"), "unknown": _("Not named")},
    ]


def _record_row(row: StatedRecord) -> dict[str, Any]:
    says = row.get_says_display()
    if row.by_day:
        says = _("%(says)s: %(day)s") % {"says": says, "day": display_date(row.by_day)}
    return {"label": row.text, "lines": [says, row.words]} if row.words else {"label": row.text, "value": says}


def _figure_row(row: StatedFigure) -> dict[str, Any]:
    if row.says != RecordSays.NEWER:
        words = _("The figure on record is right") if row.says == RecordSays.RIGHT else row.get_says_display()
        return {"label": row.objective.title, "value": words}
    said = {"value": figure_value(row), "day": row.as_of.display(), "source": row.source}
    words = _("%(value)s, of %(day)s, from %(source)s") % said
    note = _("an estimate") if row.is_estimate else ""
    return {"label": row.objective.title, "value": words, "note": note}


def _view_rows(view: dict[str, str]) -> list[dict[str, Any]]:
    worth = Worth(view["worth"]).label if view["worth"] else ""
    rows = [
        (_("What works"), view["works"]),
        (_("What does not work"), view["works_not"]),
        (_("What should change"), view["change"]),
        (_("Is it worth what the partner contributes?"), worth),
    ]
    return [{"label": label, "value": words} for label, words in rows if words]

"""The marks beside facts as one list of lines (D2)."""

from typing import Any, ClassVar

from crispy_forms.layout import Div, Layout
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from partnerships.marks.services.marking import MARKS
from partnerships.models import FactMark, Objective, Partnership
from partnerships.rules.marks import OF_OBJECTIVE, OF_PARTNERSHIP, OF_TEXT, FactMarkKind, about_objective
from partnerships.shared.forms.rows import BaseRows, ModelRowForm, edited_rows, rows_of

MOST_MARKS = 60


def facts_to_mark(partnership: Partnership) -> list[tuple[str, str]]:
    """Every fact with its name: of the partnership, of its text, and of each objective of any edition."""
    found = [(code, str(label)) for code, label in {**OF_PARTNERSHIP, **OF_TEXT}.items()]
    objectives = Objective.objects.filter(agreement__partnership=partnership)
    rows = objectives.order_by("agreement__position", "order", "pk").values_list("lineage", "title")
    for lineage, title in dict(rows).items():
        said = {"objective": title}
        found += [
            (about_objective(lineage, part), _("%(objective)s: %(part)s") % {**said, "part": label})
            for part, label in OF_OBJECTIVE.items()
        ]
    return found


class MarkForm(ModelRowForm):
    about = forms.ChoiceField(label=_("Fact"), error_messages={"required": _("Choose a fact, or remove the line.")})
    layout = Layout(Div("about", "mark", css_class="field-row"), Div("other", "source", css_class="field-row"))

    class Meta:
        model = FactMark
        fields = ("about", "mark", "other", "source")
        help_texts: ClassVar = {"other": _("Only where sources disagree: both values are kept and shown.")}

    def __init__(self, *args: Any, facts: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [("", _("Choose a fact")), *facts]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        disagree = values.get("mark") == FactMarkKind.SOURCES_DISAGREE
        if disagree and not values.get("other"):
            self.add_error("other", _("Enter what the other source says."))
        if values.get("other") and values.get("mark") and not disagree:
            self.add_error("mark", _("Another value is entered. Choose “sources disagree”, or clear it."))
        return values


MarkLines = rows_of(
    MarkForm, MOST_MARKS, title=_("Marks"), line_name=_("Mark %(number)s"), add_label=_("Add a mark"), may_move=False
)


def _each_fact_once(rows: BaseRows) -> None:
    """The list is checked, and each fact has one mark."""
    BaseRows.clean(rows)
    seen: set[str] = set()
    for form in rows.kept:
        about = form.cleaned_data.get("about", "")
        if about and about in seen:
            form.add_error("about", _("This fact has a mark already. Change that one."))
        seen.add(about)


MarkLines.clean = _each_fact_once


def mark_lines(partnership: Partnership, typed: QueryDict | None = None) -> BaseRows:
    return edited_rows(
        MarkLines,
        typed,
        stored=MARKS.values(partnership),
        seen=MARKS.seen(partnership),
        empty=1,
        facts=facts_to_mark(partnership),
    )

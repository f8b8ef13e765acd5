"""What a partner states before a review: each question a small form, all of them one page (R8, O2).

What is typed is saved whole, right or wrong. An answer counts once it is given; nothing is chosen beforehand.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.models import Objective
from partnerships.shared.forms.plain import OneLineField, PlainForm
from pes_partnerships.lib.date_fields import DayMonthYearField
from pes_partnerships.lib.form_pages import is_unsaved
from reviews.models import PartnerPart
from reviews.partners.rules.record import RecordLine
from reviews.partners.services.facts import Record
from reviews.partners.services.stating import Figure, Said
from reviews.results.services.results import Result
from reviews.rules.partner_words import RecordSays
from reviews.rules.vocabulary import Worth
from reviews.shared.forms import MEASURED, MeasuredFields, measured_layout

MOST_WORDS = 4000
OF_RECORD = [RecordSays.RIGHT, RecordSays.NOT_QUITE]
OF_ACTION = [RecordSays.DONE, RecordSays.LATER, RecordSays.CANNOT]


def words_field(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=MOST_WORDS, widget=area, **more)


def _says(codes: list[RecordSays]) -> forms.ChoiceField:
    choices = [(code.value, code.label) for code in codes]
    return forms.ChoiceField(label="", choices=choices, required=False, widget=forms.RadioSelect)


class QuestionForm(PlainForm):
    """One question of the page; `says` is its answer."""

    all_may_wait = True
    use_required_attribute = False
    title: str = ""

    @property
    def is_answered(self) -> bool:
        return bool(self["says"].value())


class RecordForm(QuestionForm):
    """A commitment of the signed text: right, or not quite, with a word."""

    says = _says(OF_RECORD)
    words = words_field(_("What is right?"))

    def __init__(self, *args: Any, line: RecordLine, **kwargs: Any):
        super().__init__(*args, prefix=line.key, **kwargs)
        self.line, self.title = line, line.text

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("says") == RecordSays.NOT_QUITE and not values.get("words") and "words" not in self.errors:
            self.add_error("words", _("Describe what is right."))
        return values

    @property
    def said(self) -> Said:
        values = self.cleaned_data
        words = values["words"] if values["says"] == RecordSays.NOT_QUITE else ""
        return Said(self.line.text, values["says"], words)


class ActionForm(QuestionForm):
    """An agreed action: done, by another day, or not; the last two with the reason."""

    says = _says(OF_ACTION)
    day = DayMonthYearField(label=_("New day"), required=False)
    words = words_field(_("Reason"))

    def __init__(self, *args: Any, line: RecordLine, **kwargs: Any):
        super().__init__(*args, prefix=line.key, **kwargs)
        self.line, self.title = line, line.text

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        says = values.get("says")
        if says in (RecordSays.LATER, RecordSays.CANNOT) and not values.get("words") and "words" not in self.errors:
            self.add_error("words", _("Give the reason."))
        if says == RecordSays.LATER and "day" not in self.errors:
            if not values.get("day"):
                self.add_error("day", _("Enter the day by which it will be done."))
            elif values["day"] < timezone.localdate():
                self.add_error("day", _("This day is in the past. Enter today or a later day."))
        return values

    @property
    def said(self) -> Said:
        values, says = self.cleaned_data, self.cleaned_data["says"]
        day = values["day"] if says == RecordSays.LATER else None
        return Said(self.line.text, says, "" if says == RecordSays.DONE else values["words"], day)


class FigureForm(QuestionForm, MeasuredFields):
    """A figure that the agreement lets this partner report: the one on record, a newer one, or not known yet."""

    says = _says([RecordSays.RIGHT, RecordSays.NEWER, RecordSays.UNKNOWN])

    def __init__(self, *args: Any, result: Result, **kwargs: Any):
        super().__init__(*args, prefix=f"figure-{result.objective.lineage}", **kwargs)
        self.result, self.title = result, result.objective.title
        self.objective: Objective = result.objective
        if result.latest is None:
            newer = [
                (RecordSays.NEWER.value, _("There is a figure")),
                (RecordSays.UNKNOWN.value, RecordSays.UNKNOWN.label),
            ]
            self.fields["says"].choices = newer
        else:
            right = _("%(value)s is right") % {"value": result.shown_value}
            self.fields["says"].choices = [(RecordSays.RIGHT.value, right), *self.fields["says"].choices[1:]]
        self.helper.layout = Layout(Div(*measured_layout()))

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("says") == RecordSays.NEWER:
            self.check_value(values)
        return values

    @property
    def said(self) -> Figure:
        says = self.cleaned_data["says"]
        if says == RecordSays.NEWER:
            return Figure(self.objective, says, {name: self.cleaned_data[name] for name in MEASURED})
        return Figure(self.objective, says)


class ViewForm(PlainForm):
    works = words_field(_("What works?"), 4)
    works_not = words_field(_("What does not work?"), 4)
    change = words_field(_("What should change?"), 4, help_text=_("In the work of any party, yours too."))
    worth = forms.ChoiceField(
        label=_("Is it worth what your organisation contributes?"),
        choices=Worth.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    all_may_wait = True

    @property
    def answered(self) -> int:
        return sum(bool((self[name].value() or "").strip()) for name in self.fields)


class WhoForm(PlainForm):
    """Who answers: asked for when the part is sent, not while it is only saved."""

    name = OneLineField(label=_("Your full name"), max_length=150, required=False)
    office = OneLineField(label=_("Your position"), max_length=150, required=False)
    all_may_wait = True


class PartForms:
    """All questions of one part, filled from what was typed last."""

    def __init__(self, part: PartnerPart, record: Record, typed: QueryDict | None, *, reads_saved: bool = True):
        """`reads_saved`: for the partner alone; the office never reads what was saved and not sent."""
        data = saved(part) if typed is None and reads_saved else typed
        self.is_bound = data is not None
        self.data = data
        office = part.contact.office_held if part.contact_id else ""
        self.record = [(ActionForm if line.is_action else RecordForm)(data, line=line) for line in record.lines]
        self.figures = [FigureForm(data, result=result) for result in record.results]
        self.view = ViewForm(data, prefix="view")
        self.who = WhoForm(data, prefix="who", initial={"name": part.name, "office": office})

    @property
    def forms_within(self) -> list[forms.BaseForm]:
        return [*self.record, *self.figures, self.view, self.who]

    @property
    def questions(self) -> list[QuestionForm]:
        return [*self.record, *self.figures]

    @property
    def total(self) -> int:
        return len(self.questions) + len(self.view.fields)

    @property
    def answered(self) -> int:
        return sum(each.is_answered for each in self.questions) + self.view.answered

    def is_valid(self) -> bool:
        """All are checked, so that everything that is wrong is said at once."""
        if is_unsaved(self.data):
            return False
        valid = [each.is_valid() for each in self.forms_within]
        return all(valid)

    @property
    def typed(self) -> dict[str, list[str]]:
        """What was typed into these questions, to be kept as it is."""
        own = tuple(f"{each.prefix}-" for each in self.forms_within)
        return {name: self.data.getlist(name) for name in self.data if name.startswith(own)}

    @property
    def open_titles(self) -> Iterator[str]:
        """The questions without an answer."""
        for each in self.questions:
            if not each.is_answered:
                yield each.title
        for name, field in self.view.fields.items():
            if not (self.view[name].value() or "").strip():
                yield str(field.label)

    def said(self) -> dict[str, Any]:
        """As send_part takes it; the forms are valid."""
        return {
            "name": self.who.cleaned_data["name"],
            "office": self.who.cleaned_data["office"],
            "view": self.view.cleaned_data,
            "records": [each.said for each in self.record if each.is_answered],
            "figures": [each.said for each in self.figures if each.is_answered],
        }

    def missing(self) -> list[str]:
        """What bars sending: somebody has to answer, and something."""
        found = []
        if not self.answered:
            found.append(gettext("Answer at least one question."))
        if not self.who.cleaned_data.get("name"):
            found.append(gettext("Enter the name of who answers."))
        return found


def saved(part: PartnerPart) -> QueryDict | None:
    """What was saved last, as a browser would post it."""
    return as_posted(part.typed) if part.saved_at else None


def as_posted(typed: Mapping[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return data


class HandOverForm(PlainForm):
    name = OneLineField(label=_("Who answers instead"), max_length=150)
    office = OneLineField(label=_("Position"), max_length=150, required=False)
    email = forms.EmailField(label=_("E-mail address"))

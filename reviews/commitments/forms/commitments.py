"""The forms of a commitment itself: one that was made elsewhere, its owner and rhythm, how it is measured (G4)."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField

from partnerships.models import Contact, Participation, Partnership
from partnerships.shared.forms.plain import PlainForm
from partnerships.shared.forms.seen import SeenForm, with_seen
from pes_partnerships.accounts.models import Membership, User
from pes_partnerships.lib.date_fields import DayMonthYearField
from reviews.models import Commitment
from reviews.rules.commitment_words import HowOften

from .tasks import future_day, words_field

DATED = (HowOften.ONCE, HowOften.EVERY)
ASKABLE = [each for each in HowOften.choices if each[0] != HowOften.AT_END]
MOST_BETWEEN = 60


def colleagues(partnership: Partnership) -> Any:
    """Of the partnership's office, or of none: those who may say what was done."""
    rows = Membership.objects.active().filter(service=partnership.service_id)
    near = rows.filter(Q(office=None) | Q(office=partnership.office_id)) if partnership.office_id else rows
    users = [each.user_id for each in near.select_related("user") if each.may("enter_value")]
    return User.objects.filter(pk__in=users).order_by("name", "pk")


def people_of(participation: Participation | None) -> Any:
    organisation = participation.organisation_id if participation else None
    if organisation is None:
        return Contact.objects.none()
    return Contact.objects.current().filter(organisation=organisation)


def check_rhythm(form: forms.BaseForm, values: dict[str, Any]) -> None:
    """A rhythm has its months, and a first day unless it is always there or given when asked."""
    how_often = values.get("how_often")
    if how_often == HowOften.EVERY and not values.get("every_months") and "every_months" not in form.errors:
        form.add_error("every_months", _("Enter the number of months between two days."))
    if how_often in DATED and not values.get("first_due_on") and "first_due_on" not in form.errors:
        form.add_error("first_due_on", _("Enter the first day on which it is due."))


class ElsewhereForm(PlainForm):
    text = words_field(_("Commitment"), missing=_("Write down what was agreed."))
    made_in = forms.CharField(
        label=_("Where it was made"), max_length=200, help_text=_("For example: minutes of 3 March 2026.")
    )
    party = forms.ChoiceField(label=_("Party"), error_messages={"required": _("Choose the party.")})
    how_often = forms.ChoiceField(label=_("How often"), widget=forms.RadioSelect, choices=ASKABLE)
    every_months = forms.IntegerField(
        label=_("Number of months, if every few months"), required=False, min_value=1, max_value=MOST_BETWEEN
    )
    first_due_on = DayMonthYearField(label=_("First due on, if it has a day"), required=False)

    JOINT = "all"

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any):
        super().__init__(*args, **kwargs)
        rows = partnership.participations.present().select_related("organisation")
        self.parties = {str(each.pk): each for each in rows}
        named = [(key, each.name) for key, each in self.parties.items()]
        self.fields["party"].choices = [("", _("Choose")), *named, (self.JOINT, _("All parties together"))]

    def clean_first_due_on(self) -> Any:
        day = self.cleaned_data["first_due_on"]
        return future_day(day) if day else None

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        check_rhythm(self, values)
        return values

    def values(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return said | {"party": self.parties.get(said["party"])}


class ByHandForm(ElsewhereForm):
    """From the prose of the text in force. `chapters`: (number, title) of each."""

    section = forms.ChoiceField(
        label=_("Chapter of the agreement that says it"), error_messages={"required": _("Choose the chapter.")}
    )
    added_reason = words_field(
        _("Reason for adding it by hand"),
        missing=_("State why it is added by hand."),
        help_text=_("For example: the chapter names this report in a sentence, and not as a task of its own."),
    )
    field_order = ("section", "text", "added_reason", "party")

    def __init__(self, *args: Any, chapters: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        del self.fields["made_in"]
        self.fields["text"].help_text = _("In your words, or quoted. It is marked as added by hand.")
        self.titles = dict(chapters)
        named = [(number, f"{number}. {title}") for number, title in chapters]
        self.fields["section"].choices = [("", _("Choose")), *named]

    def values(self) -> dict[str, Any]:
        said = super().values()
        number = said.pop("section")
        return said | {"clause": number, "made_in": self.titles[number][:200]}


class PersonField(SafeModelChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return str(person.name)


class CommitmentForm(SeenForm):
    """Who does it; and how often, where the text does not say so."""

    user = forms.ModelChoiceField(label=_("Colleague"), queryset=User.objects.none(), required=False)
    contact = PersonField(label=_("Person at the party"), queryset=Contact.objects.none(), required=False)
    how_often = forms.ChoiceField(label=_("How often"), widget=forms.RadioSelect, choices=ASKABLE)
    first_due_on = DayMonthYearField(label=_("First due on, if it has a day"), required=False)
    words = words_field(_("Reason"), missing=_("State why it changes."))

    class Meta:
        model = Commitment
        fields = ["user", "contact", "how_often", "every_months", "first_due_on"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        row = self.instance
        self.fields["user"].queryset = colleagues(row.partnership)
        self.fields["contact"].queryset = people_of(row.participation)
        self.fields["user"].empty_label = self.fields["contact"].empty_label = _("Not named yet")
        self.fields["every_months"].label = _("Number of months, if every few months")
        self.fields["every_months"].max_value = MOST_BETWEEN
        self.leave_out(*self._fixed(row))

    @staticmethod
    def _fixed(row: Commitment) -> list[str]:
        found = ["contact"] if row.is_own or row.is_joint else ["user"]
        is_fixed = row.is_rhythm_signed or row.how_often == HowOften.AT_END
        return [*found, "how_often", "every_months", "first_due_on"] if is_fixed else found

    @property
    def written(self) -> list[str]:
        return [name for name in self.fields if name not in ("seen", "words")]

    def clean_every_months(self) -> int | None:
        months = self.cleaned_data["every_months"]
        if months is not None and not 1 <= months <= MOST_BETWEEN:
            raise forms.ValidationError(_("Enter a number of months from 1 to 60."))
        return months

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "how_often" in self.fields:
            check_rhythm(self, values)
            if values.get("how_often") != HowOften.EVERY:
                values["every_months"] = None
            if values.get("how_often") not in DATED:
                values["first_due_on"] = None
        return values

    def values(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in (*self.written, "words")}
        return with_seen(self, said)


class MeasureForm(PlainForm):
    measured_by = forms.CharField(
        label=_("How it is measured"),
        max_length=250,
        help_text=_("For example: share of requests answered within five working days, from the register, each year."),
        error_messages={"required": _("State how it is measured.")},
    )

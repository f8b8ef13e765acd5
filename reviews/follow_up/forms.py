"""What happens between reviews: activities and corrective actions (O4, R4)."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import Objective, Partnership
from partnerships.shared.forms.plain import PlainForm
from pes_partnerships.lib.date_fields import DayMonthYearField, PartialDateFormField
from reviews.door.services.reaching import owners_of
from reviews.shared.forms import OwnerField
from reviews.shared.rules import LARGEST_COUNT


class ActivityForm(forms.Form):
    title = forms.CharField(label=_("What was done"), max_length=200)
    on = PartialDateFormField(label=_("When"))
    participants = forms.IntegerField(
        label=_("How many people took part"), required=False, min_value=0, max_value=LARGEST_COUNT
    )
    partners = forms.ModelMultipleChoiceField(
        label=_("Partners who took part"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    objectives = forms.ModelMultipleChoiceField(
        label=_("Objectives it serves"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any):
        super().__init__(*args, **kwargs)
        present = partnership.participations.present().select_related("organisation")
        self.fields["partners"].queryset = present
        governing = partnership.agreements.in_force()
        self.fields["objectives"].queryset = Objective.objects.filter(agreement__in=governing)
        self.helper = FormHelper(self)
        self.helper.form_tag = False


class ActionForm(PlainForm):
    text = forms.CharField(label=_("What is to be done"), max_length=250)
    owner = OwnerField()
    due_on = DayMonthYearField(label=_("By"))

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(owners_of(partnership))
        self.fields["due_on"].error_messages["required"] = _("Name the day by which it is to be done.")

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"text": said["text"], "due_on": said["due_on"], **self.fields["owner"].owner_of(said["owner"])}


class ProgressForm(PlainForm):
    text = forms.CharField(label=_("Progress"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    on = DayMonthYearField(label=_("Day"))

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        return not_in_the_future(self.cleaned_data["on"], self.today)


class OwnActionForm(PlainForm):
    """What a partner says of an action of its own."""

    text = forms.CharField(
        label=_("How far is it, or what was done?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write how far it is, or what was done.")},
    )
    is_done = forms.BooleanField(
        label=_("It is done"),
        required=False,
        help_text=_("The office then confirms that it worked, or asks again."),
    )


class DoneForm(PlainForm):
    said_on = DayMonthYearField(label=_("Done on"))
    words = forms.CharField(label=_("What was done"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_said_on(self) -> date:
        return not_in_the_future(self.cleaned_data["said_on"], self.today)


def not_in_the_future(day: date, today: date) -> date:
    if day > today:
        raise forms.ValidationError(_("This date is in the future. Enter today or an earlier date."))
    return day


class ConfirmForm(PlainForm):
    """Whether it worked. `due_on`: the new day where it stays open, or that of the action that takes its place."""

    YES, OPEN, FOLLOWED = "yes", "open", "followed"
    worked = forms.ChoiceField(
        label=_("Did it work?"),
        widget=forms.RadioSelect,
        choices=[
            (YES, _("Yes: it was done, and it worked. The action is closed.")),
            (OPEN, _("Not yet: the action stays open, with the reason.")),
            (FOLLOWED, _("No: it was done and did not work. Another action takes its place.")),
        ],
        error_messages={"required": _("Say whether it worked.")},
    )
    words = forms.CharField(
        label=_("Result, or the reason"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    text = forms.CharField(
        label=_("What is to be done instead"),
        required=False,
        max_length=250,
        help_text=_("Only where another action takes its place."),
    )
    owner = OwnerField(required=False, help_text=_("Only where another action takes its place."))
    due_on = DayMonthYearField(
        label=_("By"), required=False, help_text=_("Where it stays open, or another action takes its place.")
    )

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(owners_of(partnership))

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        worked = said.get("worked")
        if worked in (self.OPEN, self.FOLLOWED) and not said.get("words") and "words" not in self.errors:
            self.add_error("words", _("Give the reason: what did not work, or what is missing?"))
        if worked == self.FOLLOWED:
            if not said.get("text") and "text" not in self.errors:
                self.add_error("text", _("Describe the action that takes its place."))
            if not said.get("owner") and "owner" not in self.errors:
                self.add_error("owner", _("Name who does it: an action needs an owner."))
            if not said.get("due_on") and "due_on" not in self.errors:
                self.add_error("due_on", _("Name the day by which it is to be done."))
        return said

    def following(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"text": said["text"], "due_on": said["due_on"], **self.fields["owner"].owner_of(said["owner"])}


class GiveUpForm(PlainForm):
    reason = forms.CharField(
        label=_("Why it is given up"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Give the reason.")},
    )

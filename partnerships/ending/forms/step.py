"""The forms of a step: who does it and by when, that it is done, and whether that is right (A8, R9)."""

import datetime
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.models import Contact, Ending, EndingStep, Participation
from partnerships.models.participation import ParticipationQuerySet
from partnerships.shared.forms.groups import only_when
from partnerships.shared.forms.plain import PlainForm
from partnerships.shared.forms.seen import SeenForm
from pes_partnerships.lib.date_fields import DayMonthYearField

from .ending import not_in_the_future

US, PARTY = "us", "party"
DONE, NOT_YET = "done", "not_yet"
BEFORE, AFTER = "before", "after"
MOST_DAYS = 3650


def owners_of(ending: Ending, owner: int | None = None) -> ParticipationQuerySet:
    """Who may be responsible: those at the table, and whoever is it now."""
    rows = Participation.objects.filter(partnership=ending.partnership_id)
    present = rows.present().values("pk")
    return rows.filter(Q(pk__in=present) | Q(pk=owner)).select_related("organisation")


def _people_of(ending: Ending) -> Any:
    organisations = owners_of(ending).values("organisation")
    return Contact.objects.current().filter(organisation__in=organisations).select_related("organisation")


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, contact: Contact) -> str:
        return gettext("%(person)s, %(organisation)s") % {"person": contact.name, "organisation": contact.organisation}


def _of_its_party(form: forms.BaseForm, values: dict[str, Any]) -> dict[str, Any]:
    person, owner = values.get("person"), values.get("owner")
    if person and (owner is None or owner.organisation_id != person.organisation_id):
        form.add_error(
            "person", _("This person belongs to another organisation. Choose a person of the responsible party.")
        )
    return values


class StepForm(SeenForm):
    """A step as signed keeps its words and its day: only who does it changes."""

    owner = forms.ModelChoiceField(label=_("Responsible party"), queryset=Participation.objects.none(), required=False)
    person = PersonField(label=_("Person"), queryset=Contact.objects.none(), required=False)
    own_day = DayMonthYearField(label=_("By"))

    class Meta:
        model = EndingStep
        fields = ["title", "act", "owner", "person", "own_day", "within_days"]
        widgets = {"act": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        step = self.instance
        self.fields["owner"].queryset = owners_of(step.ending, step.owner_id)
        self.fields["owner"].empty_label = self.fields["person"].empty_label = _("Not named yet")
        self.fields["person"].queryset = _people_of(step.ending)
        self.fields["within_days"].max_value = MOST_DAYS
        self.leave_out(*self._fixed(step))

    def _fixed(self, step: EndingStep) -> list[str]:
        if step.source == EndingStep.Source.SIGNED:
            return ["title", "act", "own_day", "within_days"]
        fixed = ["within_days"] if step.is_before or step.own_day else ["own_day"]
        return ["title", *fixed] if step.matter else fixed

    def clean(self) -> dict[str, Any]:
        return _of_its_party(self, super().clean() or self.cleaned_data)


class NewStepForm(PlainForm):
    title = forms.CharField(label=_("Step"), max_length=150)
    act = forms.CharField(
        label=_("What has to be done"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    when = forms.ChoiceField(
        label=_("When"),
        widget=forms.RadioSelect,
        choices=[(BEFORE, _("Before the end, on a fixed day")), (AFTER, _("After the end, in days from it"))],
    )
    own_day = DayMonthYearField(label=_("Day"), required=False)
    within_days = forms.IntegerField(label=_("Days after the end"), required=False, min_value=0, max_value=MOST_DAYS)
    owner = forms.ModelChoiceField(
        label=_("Responsible party"),
        queryset=Participation.objects.none(),
        required=False,
        empty_label=_("Not named yet"),
    )
    person = PersonField(
        label=_("Person"), queryset=Contact.objects.none(), required=False, empty_label=_("Not named yet")
    )

    def __init__(self, *args: Any, ending: Ending, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.ending = ending
        self.fields["owner"].queryset = owners_of(ending)
        self.fields["person"].queryset = _people_of(ending)
        self.helper.layout = Layout(
            "title",
            "act",
            "when",
            only_when(_("Before the end"), _("Only for a step on a fixed day."), "own_day"),
            only_when(_("After the end"), _("Only for a step that is counted from the last day."), "within_days"),
            "owner",
            "person",
        )

    def clean(self) -> dict[str, Any]:
        values = _of_its_party(self, super().clean())
        when, day = values.get("when"), values.get("own_day")
        if when == BEFORE and day is None and "own_day" not in self.errors:
            self.add_error("own_day", _("Enter the day by which it has to be done."))
        elif when == BEFORE and day and day > self.ending.ends_on:
            self.add_error("own_day", _("This day is after the end. Choose “After the end”, or an earlier day."))
        if when == AFTER and values.get("within_days") is None and "within_days" not in self.errors:
            self.add_error("within_days", _("Enter the number of days."))
        return values

    def values(self) -> dict[str, Any]:
        """What the service takes: of the two days, the one that was asked for."""
        values = dict(self.cleaned_data)
        is_before = values.pop("when") == BEFORE
        values["within_days" if is_before else "own_day"] = None
        return values | {"is_before": is_before}


def _theirs(step: EndingStep) -> str:
    """Who else did it: the party that owns the step; of this service, a colleague."""
    if step.owner is None:
        return gettext("Another person or party did it")
    if step.owner.organisation and step.owner.organisation.pes_id == step.ending.partnership.service_id:
        return gettext("A colleague did it")
    return gettext("%(party)s did it and told us") % {"party": step.owner.name}


class ReportForm(PlainForm):
    by_us = forms.ChoiceField(label=_("Who did it"), widget=forms.RadioSelect)
    done_on = DayMonthYearField(label=_("Done on"))
    words = forms.CharField(
        label=_("What was done"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("For example: copies deleted on 20 January, confirmation of the data protection officer on file."),
        error_messages={"required": _("State what was done.")},
    )

    def __init__(self, *args: Any, step: EndingStep, **kwargs: Any):
        super().__init__(*args, **kwargs)
        theirs = _theirs(step)
        self.fields["by_us"].choices = [(PARTY, theirs), (US, _("I did it; another person checks it"))]

    def clean_done_on(self) -> datetime.date:
        return not_in_the_future(self.cleaned_data["done_on"])

    def values(self) -> dict[str, Any]:
        values = self.cleaned_data
        return {"done_on": values["done_on"], "words": values["words"], "by_us": values["by_us"] == US}


class CheckForm(PlainForm):
    outcome = forms.ChoiceField(
        label=_("Is it done?"),
        widget=forms.RadioSelect,
        choices=[(DONE, _("Yes, it is done")), (NOT_YET, _("No, something is missing"))],
    )
    words = forms.CharField(
        label=_("What is missing"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        returned = _("Only for “No”: whoever does the step receives these words.")
        self.helper.layout = Layout("outcome", only_when(_("If something is missing"), returned, "words"))

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("outcome") == NOT_YET and not values.get("words"):
            self.add_error("words", _("State what is missing. Who does the step has to act on it."))
        return values

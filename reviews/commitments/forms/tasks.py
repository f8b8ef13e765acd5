"""What is asked about one task of a commitment (G4)."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models import Participation
from partnerships.shared.forms.plain import PlainForm
from partnerships.shared.forms.uploads import KeptFileField, checked_file
from pes_partnerships.lib.date_fields import DayMonthYearField
from reviews.commitments.rules.deciding import day_findings, done_findings
from reviews.models import CommitmentTask

US = "us"
ACCEPT, RETURN = "accept", "return"


def words_field(label: Any, *, required: bool = True, missing: Any = "", **more: Any) -> forms.CharField:
    errors = {"required": missing} if missing else {}
    widget = forms.Textarea({"rows": 3})
    return forms.CharField(
        label=label, required=required, max_length=2000, widget=widget, error_messages=errors, **more
    )


class DoneForm(PlainForm):
    """`parties`: of a commitment of all parties, who says so; the service, or one that told the office."""

    keeps_words = True
    who = forms.ChoiceField(label=_("Who did it"))
    done_on = DayMonthYearField(label=_("Done on"))
    words = words_field(_("What was done"), missing=_("State what was done."))
    file = KeptFileField(label=_("Proof"), required=False)

    def __init__(self, *args: Any, parties: list[Participation] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.parties = parties or []
        if not self.parties:
            del self.fields["who"]
            return
        named = [(str(each.pk), each.name) for each in self.parties]
        self.fields["who"].choices = [(US, _("The employment service")), *named]

    def clean_done_on(self) -> datetime.date:
        day = self.cleaned_data["done_on"]
        if wrong := list(done_findings(day, timezone.localdate())):
            raise forms.ValidationError([finding.title for finding in wrong])
        return day

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        return checked_file(upload, stem="proof") if upload else None

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        values = {"done_on": said["done_on"], "words": said["words"], "file": said["file"]}
        if self.parties:
            party = next((each for each in self.parties if str(each.pk) == said["who"]), None)
            values |= {"by_us": party is None, "party": party}
        return values


class DecideForm(PlainForm):
    """`parties`: where the service did it, whose word is noted. `seen`: the sending that was looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    party = forms.ChoiceField(label=_("Party whose word you note"))
    outcome = forms.ChoiceField(
        label=_("Is it what was agreed?"),
        widget=forms.RadioSelect,
        choices=[(ACCEPT, _("Yes, accept it")), (RETURN, _("No, return it with the reason"))],
        error_messages={"required": _("Choose whether it is accepted or returned.")},
    )
    words = words_field(
        _("Note or reason"), required=False, help_text=_("If it is returned, this is sent to whoever does it.")
    )

    def __init__(self, *args: Any, task: CommitmentTask, seen: int | None, parties: list[Participation], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = seen
        self.parties = parties
        if parties:
            self.fields["party"].choices = [("", _("Choose")), *((str(each.pk), each.name) for each in parties)]
        elif "party" in self.fields:
            del self.fields["party"]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("outcome") == RETURN and not values.get("words"):
            self.add_error("words", _("State what is missing, so that it can be done."))
        elif self.parties and values.get("outcome") == ACCEPT and not values.get("words"):
            self.add_error("words", _("Note who said so, and how: for example by telephone, on which day."))
        return values

    @property
    def is_accepted(self) -> bool:
        return self.cleaned_data["outcome"] == ACCEPT

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        party = next((each for each in self.parties if str(each.pk) == said.get("party")), None)
        return {"words": said["words"], "seen": said["seen"], "party": party}


class MoveForm(PlainForm):
    seen = forms.DateField(widget=forms.HiddenInput, required=False)
    due_on = DayMonthYearField(label=_("New day"))
    words = words_field(_("Reason"), missing=_("State why the day changes."))

    def clean_due_on(self) -> datetime.date:
        return future_day(self.cleaned_data["due_on"])


class AskForm(PlainForm):
    due_on = DayMonthYearField(label=_("On which day"))
    words = words_field(_("What is needed"), required=False)

    def clean_due_on(self) -> datetime.date:
        return future_day(self.cleaned_data["due_on"])


class ReasonForm(PlainForm):
    words = words_field(_("Reason"), missing=_("State the reason."))


class KeptForm(PlainForm):
    """`tasks`: what a review asks. What is not ticked stays open."""

    kept = forms.MultipleChoiceField(
        label=_("Kept since the last review"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one commitment that was kept.")},
    )
    words = words_field(_("How you know it"), missing=_("State how you know it."))

    def __init__(self, *args: Any, tasks: list[CommitmentTask], labels: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.tasks = tasks
        self.fields["kept"].choices = [(str(task.pk), label) for task, label in zip(tasks, labels, strict=True)]

    @property
    def chosen(self) -> list[CommitmentTask]:
        return [task for task in self.tasks if str(task.pk) in self.cleaned_data["kept"]]


def future_day(day: datetime.date) -> datetime.date:
    if wrong := list(day_findings(day, timezone.localdate())):
        raise forms.ValidationError([finding.title for finding in wrong])
    return day

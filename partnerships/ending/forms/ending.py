"""What a person says of an end: that it is decided, another day, why it is stopped, objections, and public words."""

import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models import Ending, Participation, Partnership
from partnerships.rules.lifecycle import EndReason
from partnerships.shared.forms.plain import PlainForm
from partnerships.shared.forms.seen import SeenForm
from pes_partnerships.lib.date_fields import DayMonthYearField

LONGEST = 5000


def not_in_the_future(day: datetime.date) -> datetime.date:
    if day and day > timezone.localdate():
        raise forms.ValidationError(_("This date is in the future. Enter today or an earlier date."))
    return day


class EndForm(PlainForm):
    """R9: when and why it ends; a day that lies ahead leaves time for the steps before it."""

    ended_on = DayMonthYearField(
        label=_("Last day"),
        help_text=_("Until this day the agreement applies. On today or an earlier day the partnership ends at once."),
    )
    reason = forms.ChoiceField(label=_("Reason for ending"), widget=forms.RadioSelect, choices=EndReason.choices)
    note = forms.CharField(
        label=_("Explanation"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "State what was achieved and what arrangements are made for the clients. All parties receive this text."
        ),
    )
    notice_note = forms.CharField(
        label=_("Notice, or consent of the parties"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_(
            "If it ends before the last day of the agreement: how notice was given, or that all parties agree."
        ),
    )
    decided_on = DayMonthYearField(label=_("Date of the decision"), required=False)

    def clean_decided_on(self) -> datetime.date:
        return not_in_the_future(self.cleaned_data["decided_on"])


class MoveForm(PlainForm):
    ends_on = DayMonthYearField(label=_("New last day"))
    moved_reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Everyone who was told of the end receives this text."),
        error_messages={"required": _("Enter the reason.")},
    )
    notice_note = forms.CharField(
        label=_("Notice, or consent of the parties"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("If the new day is earlier than the notice period allows: why it applies, or that all agree."),
    )


class StopForm(PlainForm):
    stop_reason = forms.CharField(
        label=_("Reason for stopping the ending"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Everyone who was told of the end receives this text."),
        error_messages={"required": _("Enter the reason.")},
    )


class ObjectionForm(PlainForm):
    participation = forms.ModelChoiceField(label=_("Who objects"), queryset=Participation.objects.none())
    said_on = DayMonthYearField(label=_("Date of the objection"))
    words = forms.CharField(
        label=_("Objection in words"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Enter what the party objects to.")},
    )
    answer = forms.CharField(
        label=_("Answer"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("You can answer later, too."),
    )

    def __init__(self, *args: Any, ending: Ending, **kwargs: Any):
        super().__init__(*args, **kwargs)
        rows = ending.partnership.participations.select_related("organisation")
        self.fields["participation"].queryset = rows
        self.fields["participation"].empty_label = _("Choose a party")

    def clean_said_on(self) -> datetime.date:
        return not_in_the_future(self.cleaned_data["said_on"])


class AnswerForm(PlainForm):
    answer = forms.CharField(
        label=_("Answer"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Objection and answer are kept with the reason for the end."),
        error_messages={"required": _("Enter the answer.")},
    )


class SuccessorForm(SeenForm):
    """R9: in words, by the reference of another partnership that the person may see, or both."""

    successor = forms.CharField(
        label=_("Partnership that takes its place"),
        max_length=40,
        required=False,
        help_text=_("Its reference, such as LT-2019-0001. Enter the new partnership first if it is not there yet."),
    )

    class Meta:
        model = Ending
        fields = ["carried_on"]
        labels = {"carried_on": _("Who carries on what")}
        widgets = {"carried_on": forms.Textarea({"rows": 3})}
        help_texts = {
            "carried_on": _(
                "For example: the municipal youth office takes over the advice in the evening from January."
            )
        }

    def __init__(self, *args: Any, instance: Ending, among: QuerySet[Partnership], **kwargs: Any):
        self.among, self.found = among, None
        named = instance.successor
        self.hidden = named if named and not among.filter(pk=named.pk).exists() else None
        known = named.reference if named and not self.hidden else ""
        super().__init__(*args, instance=instance, initial={"successor": known}, **kwargs)
        if self.hidden:
            self.fields["successor"].help_text = _(
                "A partnership that you cannot see is named. It stays named unless you enter the reference of another "
                "one."
            )

    def clean_successor(self) -> str:
        """As the partnership writes it, so that two editors who name the same one do not differ."""
        reference = self.cleaned_data["successor"].strip()
        found = self.among.filter(reference__iexact=reference).first() if reference else None
        if reference and found is None:
            words = _(
                "No partnership that you can see has the reference “%(reference)s”. The reference is at the end of its "
                "page."
            )
            raise forms.ValidationError(words % {"reference": reference})
        if found and found.pk == self.instance.partnership_id:
            raise forms.ValidationError(_("This is the partnership that ends. Enter the one that takes its place."))
        self.found = found
        return found.reference if found else ""

    def values(self) -> dict[str, Any]:
        return {**super().values(), "successor": self.found or self.hidden}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not cleaned.get("carried_on") and not (cleaned.get("successor") or self.hidden):
            self.add_error("carried_on", _("Enter who carries on what, or the partnership that takes its place."))
        return cleaned

    def as_stored(self) -> "SuccessorForm":
        return SuccessorForm(instance=Ending.objects.get(pk=self.instance.pk), among=self.among, prefix=self.prefix)


class PublicWordsForm(SeenForm):
    """D4: the words that the directory may show; empty ones are not shown."""

    class Meta:
        model = Ending
        fields = ["public_how", "public_learnt"]
        labels = {"public_how": _("How it ended"), "public_learnt": _("What was learnt")}
        widgets = {"public_how": forms.Textarea({"rows": 3}), "public_learnt": forms.Textarea({"rows": 5})}
        help_texts = {
            "public_how": _("For example: it ended as planned, and the municipalities continue the service."),
            "public_learnt": _("What others who plan such a partnership should know. Do not name persons."),
        }

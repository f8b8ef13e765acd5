"""Showing the draft, a partner's answer to it, and the manager's answer to an objection (R3, R8)."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.shared.forms.plain import OneLineField, PlainForm
from pes_partnerships.lib.date_fields import DayMonthYearField
from reviews.models import Review
from reviews.partners.rules.showing import day_findings
from reviews.rules.partner_words import DraftAnswerKind, ObjectionPart

MOST_WORDS = 4000


class ShowForm(PlainForm):
    answer_by = DayMonthYearField(label=_("Answers requested by"))

    def __init__(self, *args: Any, review: Review, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.review = review

    def clean_answer_by(self) -> datetime.date:
        day = self.cleaned_data["answer_by"]
        for finding in day_findings(day, today=timezone.localdate()):
            raise forms.ValidationError(finding.title)
        return day


class DraftAnswerForm(PlainForm):
    """Agreement, agreement with a remark, or an objection that names what it is about."""

    kind = forms.ChoiceField(
        label=_("Your answer"),
        choices=DraftAnswerKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    about = forms.MultipleChoiceField(
        label=_("What do you object to?"),
        choices=ObjectionPart.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    remark = forms.CharField(
        label=_("Your remark"), required=False, max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 4})
    )
    objection = forms.CharField(
        label=_("Your objection"), required=False, max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 4})
    )
    name = OneLineField(label=_("Your full name"), max_length=150, error_messages={"required": _("Enter your name.")})
    office = OneLineField(label=_("Your position"), max_length=150, required=False)
    all_may_wait = True

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        kind = values.get("kind")
        if kind == DraftAnswerKind.REMARK and not values.get("remark") and "remark" not in self.errors:
            self.add_error("remark", _("Enter your remark, or choose “We agree”."))
        if kind == DraftAnswerKind.OBJECT:
            if not values.get("about") and "about" not in self.errors:
                self.add_error("about", _("Choose at least one part to which you object."))
            if not values.get("objection") and "objection" not in self.errors:
                self.add_error("objection", _("State your objection, so that the partnership manager can answer it."))
        return values

    def given(self) -> dict[str, Any]:
        """As answer_draft takes it: what belongs to another choice is left out."""
        values = self.cleaned_data
        words = {DraftAnswerKind.REMARK: values["remark"], DraftAnswerKind.OBJECT: values["objection"]}
        is_objection = values["kind"] == DraftAnswerKind.OBJECT
        return {
            "kind": values["kind"],
            "about": values["about"] if is_objection else [],
            "words": words.get(values["kind"], ""),
            "name": values["name"],
            "office": values["office"],
        }


class ReplyForm(PlainForm):
    reply = forms.CharField(
        label=_("Your answer to the objection"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("It is sent to the partner with the outcome, and stays with the objection in the review."),
        error_messages={"required": _("Enter your answer in words.")},
    )

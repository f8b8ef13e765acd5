"""The answer of the people of an entry: what is to be done with a message, and what is written (D3)."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from directory.correspondence.offering import DAYS, OfferedDays
from directory.models import ContactRequest
from directory.rules.messages import MessageKind, MessageStatus
from partnerships.shared.forms.groups import only_when
from partnerships.shared.forms.plain import OneLineField

LONGEST = 3000
OFFER, ANSWER, ASK_BACK, DECLINE, PASS_ON, ABUSE = "offer", "answer", "ask_back", "decline", "pass_on", "abuse"
WAYS = {
    OFFER: _("Yes, on one of these days. They choose one, and then it is agreed."),
    ANSWER: _("Answer"),
    ASK_BACK: _("First a question. The message goes on waiting for an answer."),
    DECLINE: _("We cannot. Say why: only the sender reads it."),
    PASS_ON: _("A colleague answers. The message goes to them, and your part in it ends."),
    ABUSE: _(
        "Report it as abuse. It is not answered, and the sender cannot write to any entry until an admin allows it."
    ),
}
NEEDS_WORDS = {ANSWER, ASK_BACK, DECLINE}


class AnswerForm(OfferedDays):
    way = forms.ChoiceField(
        label=_("What do you want to do?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you want to do with the message.")},
    )
    programme = forms.CharField(
        label=_("Programme, as far as you know it"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
    )
    colleague = OneLineField(label=_("Name of the colleague"), required=False, max_length=150)
    colleague_email = forms.EmailField(label=_("E-mail address of the colleague"), required=False)
    words = forms.CharField(
        label=_("What you write"), required=False, max_length=LONGEST, widget=forms.Textarea({"rows": 6})
    )

    def __init__(self, *args: Any, message: ContactRequest, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.is_visit = message.kind == MessageKind.VISIT
        offered = [OFFER, ASK_BACK] if self.is_visit else [ANSWER]
        if message.status == MessageStatus.SENT:
            offered += [DECLINE, PASS_ON, ABUSE]
        elif not self.is_visit:
            offered = [ANSWER]
        self.fields["way"].choices = [(way, WAYS[way]) for way in offered]
        if not self.is_visit:
            for name in (*DAYS, "programme"):
                del self.fields[name]
        if len(offered) == 1:
            self.fields["way"].widget = forms.HiddenInput()
            self.fields["way"].initial = offered[0]
            for name in ("colleague", "colleague_email"):
                del self.fields[name]

    @cached_property
    def helper(self) -> FormHelper:
        helper = super().helper
        parts: list[Any] = ["way"]
        if self.is_visit:
            days = Div(*DAYS, css_class="field-row")
            when = _("A visit of several days goes on from the day that is chosen.")
            offer = only_when(_("The days you offer"), when, days, "programme")
            offer.css_class += " of-offer"
            parts.append(offer)
        if "colleague" in self.fields:
            who = Div("colleague", "colleague_email", css_class="field-row")
            handed = only_when(_("The colleague"), _("They get an e-mail with the message and your name."), who)
            handed.css_class += " of-pass-on"
            parts.append(handed)
        helper.layout = Layout(*parts, "words")
        return helper

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        way = said.get("way")
        if way in NEEDS_WORDS and not said.get("words"):
            self.add_error("words", _("Write something: it is sent to the person who wrote to you."))
        if way == PASS_ON:
            for name in ("colleague", "colleague_email"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("Enter the name and the e-mail address of the colleague."))
        if way == OFFER:
            self.check_days()
        return said

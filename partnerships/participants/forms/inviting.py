"""Inviting an actor, and the answer that somebody without an account gives (F5)."""

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField

from partnerships.models import Contact, Participation, Partnership
from partnerships.participants.rules.inviting import (
    DEFAULT_DAYS,
    FEWEST_DAYS,
    MOST_DAYS,
    best_contact,
    contact_obstacle,
    default_message,
    message_in,
)
from partnerships.rules.vocabulary import Answer
from partnerships.shared.forms.plain import OneLineField, PlainForm
from pes_partnerships.lib.date_fields import DayMonthYearField

LANGUAGES = [code for code, _name in settings.LANGUAGES]


class LetterForm(PlainForm):
    """The message and the day by which an answer is asked."""

    message = forms.CharField(
        label=_("Your message"),
        max_length=3000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_(
            "The e-mail also states who is asking, the purpose, the meaning of each answer and how long the "
            "link is valid. The suggested text is sent in the language of the recipient; your own text is "
            "sent as you write it."
        ),
        error_messages={"required": _("Enter a short message.")},
    )
    answer_by = DayMonthYearField(
        label=_("Answer requested by"), help_text=_("The link accepts an answer until the end of this day.")
    )

    def __init__(self, *args: Any, partnership: Partnership, language: str = "en", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = list(partnership.target_groups.all())
        self.initial.setdefault("message", default_message(language, self.groups))
        self.initial.setdefault("answer_by", timezone.localdate() + datetime.timedelta(days=DEFAULT_DAYS))

    def clean_answer_by(self) -> datetime.date:
        day = self.cleaned_data["answer_by"]
        ahead = (day - timezone.localdate()).days
        if not FEWEST_DAYS <= ahead <= MOST_DAYS:
            words = _("Choose a date between %(fewest)s and %(most)s days from today.")
            raise forms.ValidationError(words % {"fewest": FEWEST_DAYS, "most": MOST_DAYS})
        return day


class ContactChoice(SafeModelChoiceField):
    def label_from_instance(self, contact: Contact) -> str:
        return f"{contact} ({contact.email})"


class InviteForm(LetterForm):
    contact = ContactChoice(
        Contact.objects.none(),
        label=_("Recipient"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Choose the recipient of the e-mail."),
            "invalid_choice": _("This person is no longer a contact of the organisation. Choose another contact."),
        },
    )
    field_order = ("contact", "message", "answer_by")

    def __init__(self, *args: Any, participation: Participation, contacts: list[Contact], **kwargs: Any) -> None:
        best = best_contact(contacts)
        language = best.language if best else "en"
        super().__init__(*args, partnership=participation.partnership, language=language, **kwargs)
        self.participation = participation
        field = self.fields["contact"]
        field.queryset = Contact.objects.filter(organisation=participation.organisation_id)
        offered = [contact for contact in contacts if contact_obstacle(contact, participation.organisation_id) is None]
        field.widget.choices = [(contact.pk, field.label_from_instance(contact)) for contact in offered]
        if best:
            self.initial.setdefault("contact", best.pk)

    def clean_contact(self) -> Contact:
        contact = self.cleaned_data["contact"]
        if obstacle := contact_obstacle(contact, self.participation.organisation_id):
            raise forms.ValidationError(f"{obstacle.title} {obstacle.advice}")
        return contact

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("contact") and cleaned.get("message"):
            language = cleaned["contact"].language
            cleaned["message"] = message_in(language, cleaned["message"], self.groups, LANGUAGES)
        return cleaned


class AnswerForm(PlainForm):
    """Three answers, the name of who gives one, and words with it."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=Answer.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the three answers. No answer has been sent yet."),
            "invalid_choice": _("Choose one of the three answers. No answer has been sent yet."),
        },
    )
    name = OneLineField(
        label=_("Your full name"),
        max_length=150,
        error_messages={"required": _("Enter the name of the person who answers.")},
    )
    note = forms.CharField(
        label=_("Comment"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "If you decline, please give the reason. If you wish to discuss first, state when and "
            "how you can be reached."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer") == Answer.DECLINES and not cleaned.get("note", "").strip() and "note" in cleaned:
            self.add_error("note", _("Give a short reason for declining."))
        return cleaned

"""What the list of messages is narrowed by, and the mailbox of a service (D3)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.rules.messages import MessageKind, MessageStatus
from partnerships.shared.forms.plain import PlainForm
from partnerships.shared.services.conflicts import seen_row
from pes_partnerships.accounts.models import EmploymentService

RECEIVED, WRITTEN = "received", "written"
STATES = [(code, label) for code, label in MessageStatus.choices if code != MessageStatus.UNCONFIRMED]


class FilterForm(forms.Form):
    q = forms.CharField(label=_("Person, organisation or entry"), required=False, max_length=200)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", pgettext_lazy("status of messages", "All")), *STATES]
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", pgettext_lazy("kind of messages", "All")), *MessageKind.choices]
    )
    way = forms.ChoiceField(
        label=_("Received or written"),
        required=False,
        choices=[
            ("", pgettext_lazy("received and written messages", "Both")),
            (RECEIVED, _("Received")),
            (WRITTEN, _("Written by us")),
        ],
    )


class MailboxForm(PlainForm):
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    directory_email = forms.EmailField(
        label=_("Mailbox for messages from the directory"),
        required=False,
        help_text=_("Such as: partnerships@service.example. If it is empty, the directory admins receive them."),
    )

    def __init__(self, *args: Any, service: EmploymentService, **kwargs: Any):
        kept = {"directory_email": service.directory_email, "seen": seen_row(service, ["directory_email"])}
        super().__init__(*args, initial=kept, **kwargs)

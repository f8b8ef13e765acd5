"""What people write around a proposal: a note, an answer, a reason for taking an entry out (D4)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_LONGEST = 2000


def _words(label: Promise, help_text: Promise, missing: Promise | None = None) -> forms.CharField:
    """A few lines; `missing` is said where they are needed, and without it they may stay empty."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=missing is not None,
        error_messages=None if missing is None else {"required": missing},
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class _TextForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.fields)


class ProposeForm(_TextForm):
    note = _words(
        _("Note to the directory admin"),
        _("What the directory admin should know when checking the page. This note is not published."),
    )
    # fingerprint of the page that was shown: nothing is proposed that nobody saw
    shown = forms.CharField(widget=forms.HiddenInput, required=False)


class TakeOverForm(ProposeForm):
    """Of an entry that is maintained from another partnership: that one loses it."""

    reason = _words(
        _("Reason for maintaining the entry from this partnership"),
        _("The directory admin reads it before deciding. It is not published."),
        _("Give the reason. Another partnership maintains the entry now."),
    )
    field_order = ("reason", "note", "shown")


class NewEntryForm(ProposeForm):
    """Where an entry looks alike: why this is another partnership."""

    reason = _words(
        _("How does this partnership differ from the entries that look alike?"),
        _("The directory admin reads it before deciding, and it is recorded. It is not published."),
        _("Say how they differ. The directory admin has to tell them apart."),
    )
    field_order = ("reason", "note", "shown")


class ReplyForm(_TextForm):
    text = _words(
        _("Your answer"),
        _("The directory admin who asked receives it by e-mail. It is not published."),
        _("Write your answer. The directory admin is waiting for it."),
    )


class SendBackForm(_TextForm):
    answer = _words(
        _("What should change, or what do you want to know?"),
        _("This text is sent to the person who proposed the entry."),
        _("Describe what should change, or what you want to know. The proposer has to act on it."),
    )


class GiveBackForm(_TextForm):
    reason = _words(
        _("Reason for giving the entry back"),
        _("It is recorded in the history and sent to the partnership that gives the entry back."),
        _("Give the reason. The partnership that maintains the entry is told."),
    )


class WithdrawForm(_TextForm):
    reason = _words(
        _("Reason for withdrawing the entry"),
        _("The reason is kept in the history and is not published."),
        _("Give the reason. It is recorded in the history."),
    )

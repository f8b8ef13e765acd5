"""What people write around a proposal: a note, an answer, a reason for taking an entry out (D4)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

_LONGEST = 2000


class _TextForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.fields)


class ProposeForm(_TextForm):
    note = forms.CharField(
        label=_("Note to the directory admin"),
        help_text=_("What the directory admin should know when checking the page. This note is not published."),
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    # fingerprint of the page that was shown: nothing is proposed that nobody saw
    shown = forms.CharField(widget=forms.HiddenInput, required=False)


class TakeOverForm(ProposeForm):
    """Of an entry that is maintained from another partnership: that one loses it."""

    reason = forms.CharField(
        label=_("Reason for maintaining the entry from this partnership"),
        help_text=_("The directory admin reads it before deciding. It is not published."),
        error_messages={"required": _("Give the reason. Another partnership maintains the entry now.")},
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("reason", "note", "shown")


class NewEntryForm(ProposeForm):
    """Where an entry looks alike: why this is another partnership."""

    reason = forms.CharField(
        label=_("How does this partnership differ from the entries that look alike?"),
        help_text=_("The directory admin reads it before deciding, and it is recorded. It is not published."),
        error_messages={"required": _("Say how they differ. The directory admin has to tell them apart.")},
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("reason", "note", "shown")


class SendBackForm(_TextForm):
    answer = forms.CharField(
        label=_("What should change before it can be published?"),
        help_text=_("This text is sent to the person who proposed the entry."),
        error_messages={"required": _("Describe what should change. The proposer has to act on it.")},
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class GiveBackForm(_TextForm):
    reason = forms.CharField(
        label=_("Reason for giving the entry back"),
        help_text=_("It is recorded in the history and sent to the partnership that gives the entry back."),
        error_messages={"required": _("Give the reason. The partnership that maintains the entry is told.")},
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawForm(_TextForm):
    reason = forms.CharField(
        label=_("Reason for withdrawing the entry"),
        help_text=_("The reason is kept in the history and is not published."),
        error_messages={"required": _("Give the reason. It is recorded in the history.")},
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

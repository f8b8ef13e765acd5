"""Printing a letter to who has no mail, and the code that stands in it (S2)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.shared.forms.plain import OneLineField, PlainForm

MOST_LINES, MOST_LINE = 5, 45  # what the window of an envelope shows


class LetterForm(PlainForm):
    posted_to = forms.CharField(
        label=_("Postal address"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Below the name of the organisation and of the person, which are printed above it."),
        error_messages={"required": _("Enter the postal address to which the letter goes.")},
    )
    salutation = OneLineField(
        label=_("Salutation"),
        max_length=120,
        required=False,
        help_text=_("For example: Dear Ms Norkutė. If it is empty, the letter begins with: Dear Sir or Madam."),
    )

    def clean_posted_to(self) -> str:
        lines = [" ".join(line.split()) for line in self.cleaned_data["posted_to"].splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_LINES or any(len(line) > MOST_LINE for line in lines):
            words = _("The window of an envelope has room for %(lines)s lines of %(signs)s characters.")
            raise forms.ValidationError(words % {"lines": MOST_LINES, "signs": MOST_LINE})
        return "\n".join(lines)


class CodeForm(PlainForm):
    """What stands in a letter; it says nothing about which codes there are."""

    code = OneLineField(
        label=_("Code of the letter"),
        max_length=40,
        help_text=_("Twelve characters in three groups. Dashes, blanks and small letters do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Enter the code. It is in the middle of the letter.")},
    )

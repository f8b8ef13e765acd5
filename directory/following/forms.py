"""The address of somebody without an account who follows a search."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FollowForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_(
            "We send one mail with a link to confirm. It is used for this search only and deleted when you stop."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

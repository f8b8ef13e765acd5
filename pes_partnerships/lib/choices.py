"""What a form says where a choice is none of those offered: one sentence of ours, and nothing of what was sent."""

from django import forms
from django.utils.translation import gettext_lazy as _

ONE = _("This option is not available. Choose one from the list.")
SEVERAL = _("One of these options is not available. Choose only from the list.")
SAID = {
    forms.ChoiceField: {"invalid_choice": ONE},
    forms.ModelChoiceField: {"invalid_choice": ONE},
    forms.MultipleChoiceField: {"invalid_choice": SEVERAL, "invalid_list": SEVERAL},
    forms.ModelMultipleChoiceField: {"invalid_choice": SEVERAL, "invalid_list": SEVERAL, "invalid_pk_value": SEVERAL},
}


def say_it_our_way() -> None:
    """Django's own sentences repeat whatever was sent; a field that has words of its own keeps them."""
    for kind, words in SAID.items():
        kind.default_error_messages = {**kind.default_error_messages, **words}

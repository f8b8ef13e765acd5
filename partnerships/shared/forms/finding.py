"""The part of a form in which one looks for an organisation: words, a button, what fits, the choice."""

from crispy_forms.layout import HTML

from .organisation_choice import ChoosingForm

BUTTON = '{% include "partnerships/shared/organisation_find.html" %}'


def find_line(form: ChoosingForm) -> list[object]:
    """The button sends the same form: what was typed beside it comes back. An empty choice shows only what is wrong."""
    chosen = [form.chosen_name] if form.has_offer or form.is_bound else []
    return ["words", HTML(BUTTON), *chosen]

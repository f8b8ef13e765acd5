"""Fields that matter for some answers only, together under a heading that says for which; it works without scripts."""

from typing import Any

from crispy_forms.layout import HTML, Fieldset
from django.utils.html import format_html
from django.utils.safestring import SafeString


class Words(HTML):
    """A sentence inside a form, whatever it contains."""

    def render(self, form: Any, context: Any, template_pack: str = "", **kwargs: Any) -> SafeString:
        return format_html('<p class="muted">{}</p>', self.html)


def only_when(legend: Any, explanation: Any, *fields: Any) -> Fieldset:
    """`legend`: the answer that these fields belong to; `explanation`: what happens with them."""
    return Fieldset(legend, Words(explanation), *fields, css_class="only-when")

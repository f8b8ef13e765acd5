"""One page of a health check. Nothing is required, and no answer is chosen beforehand (R6)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.shared.forms.plain import PlainForm
from reviews.health.rules.ingredients import Page
from reviews.health.rules.typed import CANNOT_SAY, answer_name, names_of, note_name
from reviews.rules.health_words import Scale

MOST_WORDS = 2000
ANSWERS = [*((str(value), label) for value, label in Scale.choices), (CANNOT_SAY, _("I cannot say"))]


class PageForm(PlainForm):
    all_may_wait = True

    def __init__(self, *args: Any, page: Page, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.page = page
        for each in page.ingredients:
            self.fields[answer_name(each.number)] = forms.ChoiceField(
                label=each.statement, choices=ANSWERS, widget=forms.RadioSelect, required=False
            )
            self.fields[note_name(each.number)] = _words(_("Why, or an example"), rows=2)
            # read out with the statement it belongs to
            self.fields[note_name(each.number)].widget.attrs["aria-label"] = _("Why, or an example: %(what)s") % {
                "what": each.label
            }
        if page.theme:
            self.fields[page.theme] = _words(page.question, rows=3)

    @property
    def questions(self) -> list[dict[str, Any]]:
        return [
            {
                "ingredient": each,
                "answer": self[answer_name(each.number)],
                "note": self[note_name(each.number)],
            }
            for each in self.page.ingredients
        ]

    @property
    def theme(self) -> forms.BoundField | None:
        return self[self.page.theme] if self.page.theme else None

    @property
    def typed(self) -> dict[str, str]:
        """As the service keeps it; the form is valid."""
        return {name: self.cleaned_data.get(name, "") for name in names_of(self.page)}


def _words(label: Any, *, rows: int) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=MOST_WORDS, widget=area)

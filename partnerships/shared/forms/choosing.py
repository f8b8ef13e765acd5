"""One of many, chosen by searching for it: never a list of thousands. Words, a button, what fits, the choice."""

from typing import Any

from crispy_forms.layout import HTML
from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from partnerships.matching.services.searching import narrowed

SHOWN = 20
BUTTON = '{% include "partnerships/shared/find.html" %}'


class ChoosingForm(forms.Form):
    """A form with the field `chosen_name`, and `words` to look for what it offers; says what was found of its kind."""

    all_may_wait = True  # what may stay empty depends on the rest: “(optional)” would say the wrong thing
    chosen_name = ""
    nobody: Any = ""  # the words of the choice of none, where there is one
    offers_unasked = False  # whether the first ones are shown before anything was looked for
    may_register = False
    words = forms.CharField(label=_("Search"), required=False, max_length=200)

    def matching(self, fitting: QuerySet, words: str) -> QuerySet:
        return narrowed(fitting, words)

    def offer(self, own: QuerySet, fitting: QuerySet) -> None:
        """Offer of the `fitting` what fits the words. Another one of the `own` gets a sentence on why it cannot be."""
        field = self.fields[self.chosen_name]
        field.queryset = own
        words, chosen = self._said("words"), self.chosen_keys()
        unasked = fitting if self.offers_unasked else own.none()
        self.matches = self.matching(fitting, words) if words else unasked
        offered: list[Model] = list(self.matches[:SHOWN])
        if chosen:
            offered += [each for each in fitting.filter(pk__in=chosen) if each not in offered]
        none = [("", self.nobody)] if self.nobody and (offered or self.offers_unasked) else []
        field.widget.choices = none + [(item.pk, field.label_from_instance(item)) for item in offered]
        self.has_offer = bool(offered or none)
        self.looked = self._looked(words)

    def chosen_keys(self) -> list[int]:
        """What is chosen so far, checked or not: one, or several where the field takes several."""
        if self.is_bound:
            said = self.fields[self.chosen_name].widget.value_from_datadict(self.data, {}, self.chosen_name)
        else:
            said = self.initial.get(self.chosen_name)
        several = said if isinstance(said, list | tuple) else [said]
        keys = [str(getattr(each, "pk", each)) for each in several]
        return list(dict.fromkeys(int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 18))

    def _said(self, name: str) -> str:
        value = self.data.get(name) if self.is_bound else self.initial.get(name)
        return str(value or "").replace("\x00", "")[:200]

    def _looked(self, words: str) -> str:
        found = self.matches.count() if words or self.offers_unasked else 0
        if not words and found <= SHOWN:
            return ""
        return self.none_found(words) if not found else self.some_found(found)

    def none_found(self, words: str) -> str:
        raise NotImplementedError

    def some_found(self, found: int) -> str:
        raise NotImplementedError

    def find_line(self) -> list[object]:
        """The button sends the same form: what was typed beside it comes back. An empty choice shows what is wrong."""
        chosen = [self.chosen_name] if self.has_offer or self.is_bound else []
        return ["words", HTML(BUTTON), *chosen]

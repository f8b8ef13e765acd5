"""Field by field: publish what the partnership says, keep what is public, write other words, or keep it back (D4)."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.projection.rules.choosing import chosen, decisions, is_said
from directory.projection.rules.units import UNITS, Unit
from directory.publishing.services.proposing import Draft
from directory.rules.vocabulary import FieldChoice

from .words import NewEntryForm, ProposeForm, TakeOverForm

LONGEST = 4000


class _Choices:
    """Adds a choice for each fact of the draft, and words where the public may read others; for a form of words."""

    def __init__(self, *args: Any, draft: Draft, labels: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft = draft
        for unit in UNITS:
            default = draft.default(unit)
            self.fields[f"choice-{unit.key}"] = forms.ChoiceField(
                label=labels[unit.key],
                choices=[(each, _label(each, unit, draft)) for each in draft.offered(unit)],
                initial=default,
                required=not default,
                widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
                error_messages={
                    "required": gettext_lazy("Choose which words are to be public: both have changed."),
                    "invalid_choice": gettext_lazy("Choose again: this choice is not possible any more."),
                },
            )
            if unit.may_be_worded:
                self.fields[f"words-{unit.key}"] = forms.CharField(
                    label=_("Other words for the public: %(field)s") % {"field": labels[unit.key]},
                    required=False,
                    max_length=LONGEST,
                    initial=(draft.now or draft.public)[unit.key],
                    widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for unit in UNITS:
            name = f"words-{unit.key}"
            if self.choice_of(unit) == FieldChoice.OWN and not cleaned.get(name, "").strip():
                self.add_error(name, _("Enter the words for the public, or choose “Keep back”."))
        if not self.errors:
            self._refuse_what_is_private()
        return cleaned

    def _refuse_what_is_private(self) -> None:
        public = self.projection()
        for unit in UNITS:
            for what in self.draft.given_away(unit, public):
                name = f"words-{unit.key}" if self.choice_of(unit) == FieldChoice.OWN else f"choice-{unit.key}"
                words = _("This would make public what is not: %(what)s. Choose other words, or keep it back.")
                self.add_error(name, words % {"what": what})

    def choice_of(self, unit: Unit) -> str:
        return self.cleaned_data.get(f"choice-{unit.key}") or self.draft.default(unit)

    @property
    def choices(self) -> dict[str, str]:
        return {unit.key: self.choice_of(unit) for unit in UNITS}

    def projection(self) -> dict[str, Any]:
        """What would be public after these choices."""
        words = {unit.key: self.cleaned_data.get(f"words-{unit.key}", "") for unit in UNITS}
        return chosen(self.draft.public, self.draft.now, self.choices, words)

    def decisions(self) -> dict[str, dict[str, str]]:
        return decisions(self.draft.public, self.choices)


def _label(choice: str, unit: Unit, draft: Draft) -> str:
    if choice == FieldChoice.PUBLISH and not is_said(unit, draft.public):
        return _("Publish that it is not stated")
    return FieldChoice(choice).label


class ChooseForm(_Choices, ProposeForm):
    pass


class ChooseTakeOverForm(_Choices, TakeOverForm):
    pass


class ChooseNewEntryForm(_Choices, NewEntryForm):
    pass

"""An edition of a clause: the words that a service wants in its agreements (A8–A14)."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.clauses.rules.composing import names_in
from partnerships.clauses.rules.kinds import ClauseField, Wording
from partnerships.rules.sections import SECTIONS
from partnerships.shared.forms.languages import language_choices
from partnerships.shared.forms.markdown import checked_markdown
from partnerships.shared.forms.plain import OneLineField, PlainForm

LONGEST = 20_000


def languages() -> list[tuple[str, str]]:
    return [(code, name) for code, name in language_choices() if code]


class EditionForm(PlainForm):
    """The next edition of a clause that the library has. `seen`: the edition that its author started from."""

    title = OneLineField(label=_("Heading of the clause"), max_length=120)
    words = forms.CharField(
        label=_("Words of the clause"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 10})
    )
    note = OneLineField(label=_("What changed, and why"), max_length=250, required=False)
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, fields: tuple[ClauseField, ...] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.known = {each.name: each.label for each in fields}
        if self.known:
            names = ", ".join(f"{{{name}}} ({label})" for name, label in self.known.items())
            self.fields["words"].help_text = gettext("These answers can be used in the words: %(names)s.") % {
                "names": names
            }

    def clean_words(self) -> str:
        """A name in braces that is no answer would be signed as it stands here."""
        words = checked_markdown(self.cleaned_data["words"])
        if unknown := [name for name in names_in(words) if name not in self.known]:
            names = ", ".join(f"{{{name}}}" for name in unknown)
            raise forms.ValidationError(gettext("No answer has the name %(names)s. Remove it.") % {"names": names})
        return words

    @classmethod
    def of(cls, data: Any, wording: Wording, last: int) -> "EditionForm":
        initial = {"title": wording.title, "words": wording.words, "seen": last}
        return cls(data, initial=initial, fields=wording.fields)


class OwnClauseForm(EditionForm):
    """A clause of the service's own, which has no answers to fill in."""

    part = forms.ChoiceField(label=_("Section"), choices=[(kind.key, kind.title) for kind in SECTIONS])
    language = forms.ChoiceField(label=_("Language"), choices=languages)
    field_order = ("part", "language", "title", "words", "note", "seen")

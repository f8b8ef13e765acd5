"""One organisation of the registry, chosen by searching for it."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_scopes.forms import SafeModelChoiceField, SafeModelMultipleChoiceField

from partnerships.models import Organisation

from .choosing import SHOWN, ChoosingForm


class ChosenOrganisation(SafeModelChoiceField):
    def __init__(self, **kwargs) -> None:
        super().__init__(Organisation.objects.none(), widget=forms.RadioSelect, empty_label=None, **kwargs)

    def label_from_instance(self, organisation: Organisation) -> str:
        return _label(organisation)


class ChosenOrganisations(SafeModelMultipleChoiceField):
    """Several: what was ticked stays offered while one looks for another."""

    def __init__(self, **kwargs) -> None:
        super().__init__(Organisation.objects.none(), widget=forms.CheckboxSelectMultiple, **kwargs)

    def label_from_instance(self, organisation: Organisation) -> str:
        return _label(organisation)


def _label(organisation: Organisation) -> str:
    place = organisation.place or organisation.country.name
    ended = organisation.ended.display()
    beside = [part for part in (place, _("ended %(day)s") % {"day": ended} if ended else "") if part]
    return f"{organisation.name} ({', '.join(beside)})" if beside else organisation.name


class OrganisationChoosingForm(ChoosingForm):
    may_register = True
    words = forms.CharField(
        label=_("Search the registry"),
        required=False,
        max_length=200,
        help_text=_("Enter any current or former name, abbreviation or number, then select “Search”."),
    )

    def none_found(self, words: str) -> str:
        said = _("No organisation matches “%(words)s”. Try fewer words, or register the organisation first.")
        return said % {"words": words}

    def some_found(self, found: int) -> str:
        if found > SHOWN:
            text = _("%(found)s organisations match; the first %(shown)s are shown. Add a word to narrow the search.")
            return text % {"found": found, "shown": SHOWN}
        return ngettext("%(found)s organisation matches.", "%(found)s organisations match.", found) % {"found": found}

"""One organisation of the registry, chosen by searching for it: never a list of thousands."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_scopes.forms import SafeModelChoiceField

from partnerships.models import Organisation
from partnerships.models.organisation import OrganisationQuerySet

SHOWN = 20


class ChosenOrganisation(SafeModelChoiceField):
    def __init__(self, **kwargs) -> None:
        super().__init__(Organisation.objects.none(), widget=forms.RadioSelect, empty_label=None, **kwargs)

    def label_from_instance(self, organisation: Organisation) -> str:
        place = organisation.place or organisation.country.name
        ended = organisation.ended.display()
        beside = [part for part in (place, _("ended %(day)s") % {"day": ended} if ended else "") if part]
        return f"{organisation.name} ({', '.join(beside)})" if beside else organisation.name


class ChoosingForm(forms.Form):
    """A form with the field `chosen_name`, and `words` to look for what it offers."""

    all_may_wait = True  # what may stay empty depends on the rest: “(optional)” would say the wrong thing
    chosen_name = ""
    nobody = ""  # the words of the choice of none, where there is one
    words = forms.CharField(
        label=_("Search the registry"),
        required=False,
        max_length=200,
        help_text=_("Enter any current or former name, abbreviation or number, then select “Search”."),
    )

    def offer(self, own: OrganisationQuerySet, fitting: OrganisationQuerySet) -> None:
        """Offer of the `fitting` what fits the words. Another one of the `own` gets a sentence on why it cannot be."""
        field = self.fields[self.chosen_name]
        field.queryset = own
        words, chosen = self._said("words"), self._said(self.chosen_name)
        self.matches = fitting.matching(words) if words else own.none()
        offered = list(self.matches[:SHOWN])
        if chosen.isascii() and chosen.isdigit() and len(chosen) < 18:
            offered += [organisation for organisation in fitting.filter(pk=chosen) if organisation not in offered]
        none = [("", self.nobody)] if self.nobody and offered else []
        field.widget.choices = none + [(item.pk, field.label_from_instance(item)) for item in offered]
        self.has_offer = bool(offered)
        self.looked = self._looked(words)

    def _said(self, name: str) -> str:
        value = self.data.get(name) if self.is_bound else self.initial.get(name)
        return str(value or "").replace("\x00", "")[:200]

    def _looked(self, words: str) -> str:
        if not words:
            return ""
        found = self.matches.count()
        if not found:
            return _("No organisation matches “%(words)s”. Try fewer words, or register the organisation first.") % {
                "words": words
            }
        if found > SHOWN:
            text = _("%(found)s organisations match; the first %(shown)s are shown. Add a word to narrow the search.")
            return text % {"found": found, "shown": SHOWN}
        return ngettext("%(found)s organisation matches.", "%(found)s organisations match.", found) % {"found": found}

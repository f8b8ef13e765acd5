"""NUTS regions typed as codes, separated by commas: no script, no list of two thousand choices."""

import re
from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from partnerships.models import Region

MOST = 60


class RegionsField(forms.CharField):
    """“LT021, EE001” -> list of Region; a whole name is understood too."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("label", _("Regions"))
        kwargs.setdefault("help_text", _("NUTS codes or names of regions, separated by commas, such as LT021, EE001."))
        super().__init__(required=False, max_length=1000, **kwargs)

    def prepare_value(self, value: str | Iterable[Region] | None) -> str:
        if value is None or isinstance(value, str):
            return value or ""
        return ", ".join(region.code for region in value)

    def clean(self, value: str | None) -> list[Region]:
        words = [word.strip() for word in re.split(r"[,;\n]", super().clean(value)) if word.strip()]
        if len(words) > MOST:
            raise ValidationError(_("Enter at most %(most)s regions.") % {"most": MOST})
        by_code = Region.objects.in_bulk([word.upper() for word in words])
        found, unknown = [], []
        for word in words:
            region = by_code.get(word.upper()) or Region.objects.filter(name__iexact=word).first()
            (found if region else unknown).append(region or word)
        if unknown:
            raise ValidationError(self._unknown(unknown), code="unknown")
        return list(dict.fromkeys(found))

    def has_changed(self, initial: Iterable[Region] | None, data: str | None) -> bool:
        return self.prepare_value(initial) != (data or "")

    def _unknown(self, words: list[str]) -> str:
        return ngettext(
            "Region “%(words)s” is not in the list. Enter its NUTS code, such as LT021.",
            "Regions “%(words)s” are not in the list. Enter their NUTS codes, such as LT021.",
            len(words),
        ) % {"words": ", ".join(words)}


def names_of(regions: Iterable[Region]) -> str:
    """“Alytaus apskritis (LT021), Tallinn (EE001)”, shown back beside the codes."""
    return ", ".join(str(region) for region in regions)

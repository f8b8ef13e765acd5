"""The open lists of the database, as the cells of a file name them (F2)."""

from typing import Any

from django.utils.translation import gettext as _

from partnerships.imports.rules.cells import CellRefused
from partnerships.models import OrganisationType, Region, ServiceArea, TargetGroup
from pes_partnerships.lib.text import fold

_TERMS = {"type": OrganisationType, "service_areas": ServiceArea, "target_groups": TargetGroup}


class Words:
    """The open lists of the database, by code and by name in every language; closed lists are in rules."""

    def __init__(self) -> None:
        self._terms = {code: self._by_word(model) for code, model in _TERMS.items()}
        self.categories = dict(OrganisationType.objects.values_list("pk", "category"))
        regions = list(Region.objects.order_by("-level", "code").values_list("code", "name"))
        self._regions = {fold(name): code for code, name in regions} | {fold(code): code for code, _name in regions}

    def term(self, kind: str, text: str) -> str:
        code = self._terms[kind].get(fold(text))
        if code is None:
            raise CellRefused(_("“%(text)s” is not in the list. The second sheet of the template contains "
            "the full list.")
                              % {"text": text[:60]})  # fmt: skip
        return code

    def region(self, text: str) -> str:
        code = self._regions.get(fold(text))
        if code is None:
            raise CellRefused(
                _("“%(text)s” is not a region in the list. Enter its NUTS code, such as LT021.") % {"text": text[:60]}
            )
        return code

    @staticmethod
    def _by_word(model: type[Any]) -> dict[str, str]:
        rows = list(model.objects.values_list("pk", "names"))
        words = {fold(name): code for code, names in rows for name in names.values()}
        return words | {fold(code): code for code, _names in rows}

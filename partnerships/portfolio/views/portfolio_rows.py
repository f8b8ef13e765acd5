"""One line of the portfolio in words, for the page and for the files alike; and the coverage picture."""

from typing import Any
from urllib.parse import urlencode

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.models import Agreement, Partnership, PortfolioLine
from partnerships.portfolio.rules.term import Term, time_words
from partnerships.portfolio.services.portfolio import CoverageRow
from partnerships.rules.lifecycle import AgreementStatus, PartnershipStatus
from partnerships.rules.model_choice import ELEMENT, Model

NAMED = 3


class PortfolioRow:
    """A partnership with its parts, as services.portfolio.with_parts and for_list give it."""

    def __init__(self, partnership: Partnership, status: str, model: str | None):
        self.partnership, self.status, self.shown_model = partnership, status, model
        versions = partnership.current_versions
        self.governing = self._one(versions, AgreementStatus.IN_FORCE, is_it=True)
        self.coming = self._one(versions, AgreementStatus.IN_FORCE, is_it=False)

    @classmethod
    def of_line(cls, line: PortfolioLine) -> "PortfolioRow":
        return cls(line.partnership, line.status, line.model)

    @classmethod
    def of_partnership(cls, partnership: Partnership) -> "PortfolioRow":
        """One that with_status() has annotated."""
        return cls(partnership, partnership.status, partnership.shown_model)

    @staticmethod
    def _one(versions: list[Agreement], status: str, *, is_it: bool) -> Agreement | None:
        return next((version for version in versions if (version.status == status) is is_it), None)

    @property
    def where(self) -> str:
        """Country and place; a place that is the country itself is not said twice."""
        names = [country.name for country in self.partnership.countries]
        place = self.partnership.place
        return ", ".join([*names, place] if place and place not in names else names)

    @cached_property
    def model(self) -> str:
        return str(Model(self.shown_model).label) if self.shown_model else ""

    @cached_property
    def elements(self) -> str:
        """“Supportive, Subcontracted”: the models from which the text borrows (A2)."""
        text = self.governing or self.coming
        models = {ELEMENT[code].model: None for code in (text.elements if text else []) if code in ELEMENT}
        return ", ".join(str(Model(model).label) for model in models if model != self.shown_model)

    @property
    def elements_note(self) -> str:
        if not self.elements:
            return ""
        return _("elements of other models: %(models)s") % {"models": self.elements.lower()}

    @cached_property
    def partner_names(self) -> list[str]:
        return [
            f"{partner.name} ({partner.counted})" if partner.counted else partner.name
            for partner in self.partnership.partners_present
        ]

    @property
    def all_partners(self) -> str:
        return "; ".join(self.partner_names)

    @property
    def partners(self) -> str:
        """The first names, “and 4 more”."""
        shown, more = "; ".join(self.partner_names[:NAMED]), len(self.partner_names) - NAMED
        if more <= 0:
            return shown
        words = ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", more)
        return words % {"names": shown, "count": more}

    @property
    def status_label(self) -> str:
        return str(PartnershipStatus(self.status).label)

    @property
    def term_words(self) -> str:
        """What the status means for time."""
        governing, coming = self.governing, self.coming
        term = Term(
            status=self.status,
            has_governing=governing is not None,
            is_open_ended=bool(governing and governing.is_open_ended),
            ends=governing.ends if governing else None,
            ended_on=self.partnership.ended_on,
            coming_kind=coming.kind if coming else "",
            coming_status=coming.status if coming else "",
        )
        return time_words(term)

    @property
    def office(self) -> str:
        return str(self.partnership.office) if self.partnership.office else _("Head office")


def coverage_picture(rows: list[CoverageRow]) -> dict[str, Any]:
    """The matrix of groups and models, each number a link to the list of exactly these partnerships."""
    lines = [
        {
            "group": row.group.name,
            "is_empty": not row.total,
            "cells": [_cell(row, model) for model in Model.values],
        }
        for row in rows
    ]
    empty = [row.group.name for row in rows if not row.total]
    return {"coverage": lines, "models": Model.labels, "coverage_words": _unserved_words(empty, len(rows))}


def _cell(row: CoverageRow, model: str) -> dict[str, Any]:
    count = row.counts[model]
    query = urlencode({"group": row.group.pk, "model": model, "status": "current"})
    return {
        "count": count,
        "heat": min(count, 3),
        "url": f"?{query}#partnerships",
        "model": Model(model).label,
    }


def _unserved_words(empty: list[str], total: int) -> str:
    if not empty:
        return _("Every target group is covered by at least one partnership.") if total else ""
    if len(empty) == total:
        return _("No partnership has a target group yet.")
    if len(empty) > total // 2:
        return ""  # the picture says it: a sentence of so many names would not be read
    groups = ", ".join(empty)
    return _("Target groups not covered by any partnership: %(groups)s.") % {"groups": groups}

"""One line of the portfolio in words, for the page and for the files alike; and the coverage picture."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_countries import countries

from partnerships.models import Agreement, Partnership
from partnerships.models.participation import counted_words
from partnerships.portfolio.rules.pictures import shade
from partnerships.portfolio.rules.term import time_words
from partnerships.portfolio.services.listing import Listed, Partner, listed_one
from partnerships.portfolio.services.portfolio import Served
from partnerships.rules.lifecycle import PartnershipStatus, coming_among, in_force_among, last_ended_among
from partnerships.rules.model_choice import ELEMENT, Model
from pes_partnerships.lib.dates import PartialDate, display_date
from pes_partnerships.lib.numbers import display_number
from pes_partnerships.lib.templatetags.ui import distance

NAMED = 3


def list_columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Partnership"), "sort": "title"},
        {"label": _("Model"), "sort": "model"},
        {"label": _("Partners")},
        {"label": _("Status"), "sort": "status"},
        {"label": _("Next review"), "sort": "review", "date": True},
        {"label": _("Office"), "sort": "office"},
    ]


class PortfolioRow:
    """Each word of a line."""

    def __init__(self, listed: Listed):
        self.listed = listed

    @property
    def where(self) -> str:
        """Country and place; a place that is the country itself is not said twice."""
        names = [countries.name(code) for code in self.listed.countries]
        place = self.listed.place
        return ", ".join([*names, place] if place and place not in names else names)

    @cached_property
    def model(self) -> str:
        return str(Model(self.listed.model).label) if self.listed.model else ""

    @cached_property
    def elements(self) -> str:
        """“Supportive, Subcontracted”: the models from which the text borrows (A2)."""
        models = {ELEMENT[code].model: None for code in self.listed.elements if code in ELEMENT}
        return ", ".join(str(Model(model).label) for model in models if model != self.listed.model)

    @property
    def elements_note(self) -> str:
        if not self.elements:
            return ""
        return _("elements of other models: %(models)s") % {"models": self.elements.lower()}

    @cached_property
    def partner_names(self) -> list[str]:
        return [_partner_name(partner) for partner in self.listed.partners]

    @property
    def partners(self) -> str:
        """The first names, “and 4 more”."""
        shown, more = "; ".join(self.partner_names[:NAMED]), len(self.partner_names) - NAMED
        if more <= 0:
            return shown
        words = ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", more)
        return words % {"names": shown, "count": more}

    @property
    def status(self) -> str:
        return self.listed.term.status

    @property
    def status_label(self) -> str:
        return str(PartnershipStatus(self.status).label)

    @property
    def ends(self) -> datetime.date | PartialDate | None:
        """The last day, as far as one is stated or decided."""
        term = self.listed.term
        return term.ended_on or term.ending_on or term.cut_short or term.ends

    @property
    def term_words(self) -> str:
        """What the status means for time."""
        return time_words(self.listed.term)

    @property
    def status_note(self) -> str:
        """What it means for time, and that its text was signed elsewhere."""
        return "; ".join(filter(None, [self.term_words, self.origin]))

    @property
    def origin(self) -> str:
        return _("signed elsewhere") if self.listed.is_elsewhere else ""

    @property
    def office(self) -> str:
        return self.listed.office or _("Head office")

    def cells(self, today: datetime.date) -> list[dict[str, Any] | str]:
        """What the list shows of it, in the order of list_columns()."""
        review, url = self.listed.review_on, reverse("partnerships:partnership", args=[self.listed.key])
        far = distance(review, today) if review and not self.listed.term.ended_on else ""
        return [
            {"text": self.listed.title, "url": url, "note": self.where},
            {"text": self.model, "unknown": "" if self.model else _("not chosen yet"), "note": self.elements_note},
            self.partners or {"unknown": _("none yet")},
            {"tag": self.status_label, "kind": self.status, "note": self.status_note},
            {"text": display_date(review), "note": far} if review else {"unknown": _("none planned")},
            self.office,
        ]


class WideRow(PortfolioRow):
    """The same in two lines, for a large portfolio."""

    def cells(self, today: datetime.date) -> list[dict[str, Any] | str]:
        first, _model, _partners, status, review, office = super().cells(today)
        first["note"] = ", ".join(part for part in (self.where, self.model.lower()) if part)
        if self.listed.is_elsewhere:
            status["note"] = [self.term_words, self.origin]
        if self.listed.review_on and not self.listed.term.ended_on:
            review["is_late"] = self.listed.review_on < today
        findings: dict[str, Any] | str = display_number(self.listed.findings)
        if self.listed.findings:
            url = reverse("partnerships:partnership", args=[self.listed.key])
            findings = {"text": findings, "url": f"{url}#warnings", "hidden": self.listed.title}
        return [first, status, review, findings, office]


def wide_columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Partnership"), "sort": "title"},
        {"label": _("Status"), "sort": "status"},
        {"label": _("Next review"), "sort": "review", "date": True},
        {"label": _("Findings"), "sort": "findings", "num": True},
        {"label": _("Office"), "sort": "office"},
    ]


class PartnershipRow(PortfolioRow):
    """A partnership for its own page: read_parts() and read_status() have completed it."""

    def __init__(self, partnership: Partnership):
        super().__init__(listed_one(partnership, partnership.status, partnership.shown_model))
        self.partnership = partnership
        self.governing, self.coming = in_force_among(partnership.versions), coming_among(partnership.versions)

    @cached_property
    def recording(self) -> Agreement | None:
        """A record of a text signed elsewhere that is being made or corrected."""
        return next((each for each in self.partnership.versions if each.is_elsewhere and each.is_being_written), None)

    @cached_property
    def text(self) -> Agreement | None:
        """The version that the page speaks of: the one in force, on its way, or, after the end, the last one (A16)."""
        return self.governing or self.coming or last_ended_among(self.partnership.versions)


def _partner_name(partner: Partner) -> str:
    counted = counted_words(partner.count, partner.comparator, partner.counted_in)
    return f"{partner.name} ({counted})" if counted else partner.name


def coverage_picture(rows: list[Served], kind: str = "group") -> dict[str, Any]:
    """The matrix of groups, services or regions and models, each number a link to the list of exactly these."""
    models = [(model, escape(Model(model).label)) for model in Model.values]
    most = max((row.counts[model] for row in rows for model in Model.values), default=0)
    lines = [{"group": row.name, "is_empty": not row.total, "cells": _cells(row, kind, models, most)} for row in rows]
    empty = [row.name for row in rows if not row.total]
    return {
        "coverage": lines,
        "models": [label for _model, label in models],
        "coverage_words": _unserved_words(kind, empty, len(rows)),
    }


def _cells(row: Served, kind: str, models: list[tuple[str, SafeString]], most: int) -> SafeString:
    """The cells of a row in one piece: as nodes of a template they cost more than all else on the page."""
    name = escape(row.name)
    return SafeString("".join(_cell(row, kind, name, model, label, most) for model, label in models))


def _cell(row: Served, kind: str, name: SafeString, model: str, label: SafeString, most: int) -> str:
    if not (count := row.counts[model]):
        return '<td class="heat-0">–</td>'
    url = f"?{kind}={row.key}&amp;model={model}&amp;status=current#partnerships"
    hidden = f'<span class="visually-hidden"> {name}, {label}</span>'
    return f'<td class="heat-{shade(count, most)}"><a href="{url}">{display_number(count)}{hidden}</a></td>'


def _unserved_words(kind: str, empty: list[str], total: int) -> str:
    if kind == "region":
        return "" if total else _("No partnership names a region yet.")
    if kind == "area":
        names = ", ".join(empty)
        return _("Services that no partnership provides: %(services)s.") % {"services": names} if empty else ""
    if not empty:
        return _("Every target group is covered by at least one partnership.") if total else ""
    if len(empty) == total:
        return _("No partnership has a target group yet.")
    if len(empty) > total // 2:
        return ""  # the picture says it: a sentence of so many names would not be read
    groups = ", ".join(empty)
    return _("Target groups not covered by any partnership: %(groups)s.") % {"groups": groups}

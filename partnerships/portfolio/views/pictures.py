"""The pictures of a large portfolio in words: what ends, whom it serves, on whom it leans, what is missing (O6)."""

import datetime
from collections import Counter
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from partnerships import hooks
from partnerships.models import PortfolioLine, TargetGroup
from partnerships.models.ready import NEVER
from partnerships.portfolio.rules.counting import BOTH, MANDATE, MONEY
from partnerships.portfolio.rules.pictures import KINDS, UNFOLLOWED, Drawing, Month, columns, months_of, rows
from partnerships.portfolio.services import pictures as reading
from partnerships.portfolio.services.portfolio import coverage
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import PartialDate, display_date
from pes_partnerships.lib.numbers import display_number

from .portfolio_rows import coverage_picture

COVERED = {
    "group": gettext_lazy("Target groups"),
    "area": gettext_lazy("Services"),
    "region": gettext_lazy("Regions"),
}
KIND_LABELS = {
    "agreement": pgettext_lazy("what ends", "Agreement"),
    "yearly": pgettext_lazy("what ends", "Agreement of a year at most"),
    "funding": pgettext_lazy("what ends", "Funding"),
}


def pictures(
    request: HttpRequest,
    today: datetime.date,
    groups: list[TargetGroup],
    counts: Counter[str],
    found: Counter[str],
) -> dict[str, Any]:
    """Every picture with its sentence and its table; `counts`: the figures of the page, `found`: of the pictures."""
    membership = request.membership
    leaned_on = reading.leaned_on(membership)
    return {
        **_ends(months_of(found, today)),
        **_coverage(request, groups, counts, found),
        "panels": hooks.portfolio_panels(membership=membership, counts=found, today=today),
        "leaned_on": _partner_rows(leaned_on),
        "partner_columns": [
            {"label": _("Partner")},
            {"label": _("Takes part in"), "num": True},
            {"label": _("Only partner in"), "num": True},
        ],
        "leaned_on_words": _alone_words(leaned_on),
        "lacking": [_lack(line) for line in reading.lacking(membership)] if counts["lacking"] else [],
        "lacking_more": _more_words(counts["lacking"] - reading.LACKING),
    }


def _ends(months: list[Month]) -> dict[str, Any]:
    agreements = sum(month.numbers["agreement"] + month.numbers["yearly"] for month in months)
    unfollowed = sum(month.unfollowed for month in months)
    return {
        "drawings": [_drawn("wide", columns(months), months), _drawn("narrow", rows(months), months)],
        "ends_key": [(kind, KIND_LABELS[kind]) for kind in KINDS],
        "ends_words": _ends_words(agreements, sum(month.numbers["funding"] for month in months)),
        "ends_unfollowed": _unfollowed_words(unfollowed),
        "ends_url": f"?ends=year&what={UNFOLLOWED}#partnerships",
        "ends_columns": [
            {"label": _("Month")},
            *({"label": KIND_LABELS[kind], "num": True} for kind in KINDS),
            {"label": _("Nothing follows"), "num": True},
        ],
        "ends_rows": [_month_cells(month) for month in months],
    }


def _drawn(name: str, drawing: Drawing, months: list[Month]) -> dict[str, Any]:
    said = [
        _("%(month)s: %(count)s") % {"month": _month(month.first), "count": month.total}
        for month in months
        if month.total
    ]
    return {"name": name, "drawing": drawing, "description": "; ".join(said) or _("Nothing ends in these months.")}


def _month(first: datetime.date) -> str:
    return PartialDate(first.year, first.month).display()


def _month_cells(month: Month) -> list[dict[str, Any] | str]:
    label = _month(month.first)

    def cell(number: int, what: str) -> dict[str, Any] | str:
        if not number:
            return "0"
        url = f"?ends={month.key}&what={what}#partnerships"
        return {"text": display_number(number), "url": url, "hidden": label}

    return [label, *(cell(month.numbers[kind], kind) for kind in KINDS), cell(month.unfollowed, UNFOLLOWED)]


def _ends_words(agreements: int, funding: int) -> str:
    words = ngettext(
        "%(count)s agreement ends within twelve months", "%(count)s agreements end within twelve months", agreements
    )
    money = ngettext("and the funding of %(count)s partnership.", "and the funding of %(count)s partnerships.", funding)
    return f"{words % {'count': display_number(agreements)}} {money % {'count': display_number(funding)}}"


def _unfollowed_words(count: int) -> str:
    if not count:
        return ""
    words = ngettext(
        "Nothing follows %(count)s of these agreements yet", "Nothing follows %(count)s of these agreements yet", count
    )
    return words % {"count": display_number(count)}


def _coverage(
    request: HttpRequest, groups: list[TargetGroup], counts: Counter[str], found: Counter[str]
) -> dict[str, Any]:
    kind = request.GET.get("cover") if request.GET.get("cover") in COVERED else "group"
    more = 0
    if kind == "area":
        served = reading.services_served(found)
    elif kind == "region":
        served, more = reading.regions_served(found)
    else:
        served = coverage(groups, counts)
    words = ngettext("%(count)s more region is served.", "%(count)s more regions are served.", more)
    return {
        **coverage_picture(served, kind),
        "coverage_tabs": [
            {"url": f"?cover={name}#coverage", "label": label, "count": None, "current": name == kind}
            for name, label in COVERED.items()
        ],
        "coverage_more": words % {"count": display_number(more)} if more else "",
    }


def _partner_rows(found: list[reading.LeanedOn]) -> list[list[dict[str, Any] | str]]:
    return [
        [
            {"text": each.name, "url": reverse("partnerships:organisation", args=[each.organisation])},
            {
                "text": display_number(each.count),
                "url": f"?partner={each.organisation}&status=current#partnerships",
                "hidden": each.name,
            },
            display_number(each.alone),
        ]
        for each in found
    ]


def _alone_words(found: list[reading.LeanedOn]) -> str:
    most = max(found, key=lambda each: each.alone, default=None)
    if most is None or not most.alone:
        return ""
    words = ngettext(
        "Without %(name)s, %(count)s partnership would have no partner.",
        "Without %(name)s, %(count)s partnerships would have no partner.",
        most.alone,
    )
    return words % {"name": most.name, "count": display_number(most.alone)}


def _more_words(count: int) -> str:
    words = ngettext("%(count)s more", "%(count)s more", count)
    return words % {"count": display_number(count)} if count > 0 else ""


def _lack(line: PortfolioLine) -> dict[str, str]:
    return {
        "url": reverse("partnerships:partnership", args=[line.pk]),
        "title": line.title,
        "words": lack_words(line.lacks, line.funding_ends_on),
    }


def lack_words(lacks: str, funding_ends_on: datetime.date | None) -> str:
    """“funding ends 31 December 2026; nobody may decide or sign for a partner”."""
    said = []
    if lacks in (MONEY, BOTH):
        is_known = funding_ends_on not in (None, NEVER)
        day = {"day": display_date(funding_ends_on)} if is_known else {}
        said.append(_("funding ends on %(day)s") % day if is_known else _("no money is named for this year or later"))
    if lacks in (MANDATE, BOTH):
        said.append(_("a partner has no contact who may decide or sign"))
    return "; ".join(said)


def narrowed_words(narrowing: dict[str, Any], membership: Membership) -> str:
    """What a link of a picture narrowed the list to, as one sentence; empty where nothing did."""
    said = []
    if area := narrowing.get("area"):
        said.append(_("service: %(name)s") % {"name": area.name})
    if partner := narrowing.get("partner"):
        said.append(_("partner: %(name)s") % {"name": partner.name})
    if days := narrowing.get("ends"):
        said.append(_end_words(str(narrowing.get("what") or ""), days))
    return _("Only %(what)s.") % {"what": "; ".join(said)} if said else ""


def _end_words(what: str, days: tuple[datetime.date, datetime.date]) -> str:
    label = {
        **KIND_LABELS,
        UNFOLLOWED: _("an agreement that nothing follows"),
    }.get(what, _("an agreement or funding"))
    values = {"what": str(label).lower(), "first": display_date(days[0]), "last": display_date(days[1])}
    return _("%(what)s that ends from %(first)s to %(last)s") % values

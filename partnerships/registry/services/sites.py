"""The places where an organisation works: entered, corrected, closed, or removed where they never were (F2)."""

from typing import Any

from partnerships.consents.services.asking import Concerned, refuse_unasked
from partnerships.models import Organisation, Site
from partnerships.registry.rules.sites import SiteLine, removal_findings, site_findings
from partnerships.shared.services.changes import set_fields
from partnerships.shared.services.conflicts import refuse_overtaken
from partnerships.shared.services.refused import refuse
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.findings import Finding
from pes_partnerships.lib.text import one_line

from .locking import locked_unmerged
from .search_texts import write_search_text

FIELDS = ("name", "street", "postcode", "place", "country", "since", "until")
ONE_LINE = ("name", "street", "postcode", "place")


@one_act()
def add_site(*, organisation: Organisation, by: Actor, **fields: Any) -> Site:
    """One more place; raises Refused where nothing says where it is, or it is recorded already."""
    organisation = _locked(organisation)
    line = SiteLine(**fields)
    refuse(findings_of_site(organisation, line))
    site = Site(organisation=organisation)
    _, after, _ = set_fields(site, _values(line))
    write_search_text(organisation)
    _record("site.added", organisation, by, obj=site, after=after)
    return site


@one_act()
def change_site(*, site: Site, by: Actor, seen: str | None = None, **fields: Any) -> Site:
    """Correct a site, or say until when it was; raises Refused like add_site, and Conflict."""
    organisation = _locked(site.organisation)
    site = Site.objects.select_for_update().get(pk=site.pk)
    refuse_overtaken(site, seen, fields)
    refuse_unasked(Concerned((organisation,)), by)
    line = SiteLine(**{name: fields.get(name, _plain(site, name)) for name in FIELDS})
    refuse(findings_of_site(organisation, line, besides=site))
    before, after, _ = set_fields(site, _values(line))
    if after:
        write_search_text(organisation)
        _record("site.changed", organisation, by, obj=site, before=before, after=after)
    return site


@one_act()
def remove_site(*, site: Site, by: Actor) -> None:
    """Take a line away that never was true; the ledger keeps what it said. One that takes part has to be closed."""
    organisation = _locked(site.organisation)
    row = Site.objects.select_for_update().filter(pk=site.pk).first()
    if row is None:  # a second click: it is gone already
        return
    refuse_unasked(Concerned((organisation,)), by)
    refuse(removal_findings(row.participations.count()))
    stood = {name: value for name, value in _values(line_of(row)).items() if value}
    _record("site.removed", organisation, by, obj=row, before=stood)
    row.delete()
    write_search_text(organisation)


def findings_of_site(organisation: Organisation, line: SiteLine, *, besides: Site | None = None) -> list[Finding]:
    others = [line_of(site) for site in organisation.sites.all() if besides is None or site.pk != besides.pk]
    return site_findings(line, others=others)


def line_of(site: Site) -> SiteLine:
    return SiteLine(**{name: _plain(site, name) for name in FIELDS})


def _plain(site: Site, name: str) -> Any:
    return site.country.code or "" if name == "country" else getattr(site, name)


def _values(line: SiteLine) -> dict[str, Any]:
    return {name: one_line(value) if name in ONE_LINE else value for name, value in vars(line).items()}


def _locked(organisation: Organisation) -> Organisation:
    return locked_unmerged(organisation, own="sites")


def _record(act: str, organisation: Organisation, by: Actor, **facts: Any) -> None:
    record(act=act, anchor=organisation, by=by, service=organisation.service, **facts)

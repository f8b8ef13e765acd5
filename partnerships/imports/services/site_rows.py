"""The sites of imported organisations: made, corrected, and put back when the import is undone (F2)."""

from collections.abc import Iterable
from typing import Any

from partnerships.imports.rules.changes import SITE_FIELDS
from partnerships.models import RegistryImport, Site
from pes_partnerships.ledger.services import Act, Actor

from .exporting import sliced
from .lines import Writing

BATCH = 500


def write_sites(registry_import: RegistryImport, lines: Iterable[Writing]) -> list[Act]:
    """In bulk; returns what the ledger is to say of them."""
    wanted = [(one, site) for one in lines for site in one.wanted.get("sites", [])]
    new = [(one, Site(organisation=one.organisation, **_values(site))) for one, site in wanted if "pk" not in site]
    Site.objects.bulk_create([site for _one, site in new], batch_size=BATCH)
    acts = []
    for one, site in new:
        one.made("sites", site.pk)
        acts.append(_act(registry_import, "site.added", site, after=_stated(site)))
    changed = {site["pk"]: (one, _values(site)) for one, site in wanted if "pk" in site}
    for some in sliced(sorted(changed)):
        kept = list(Site.objects.select_related("organisation").filter(pk__in=some))
        for site in kept:
            one, values = changed[site.pk]
            stored = next(each for each in one.before["sites"] if each["pk"] == site.pk)
            before = {name: stored[name] for name in values}
            one.was("sites", {"pk": site.pk, **before})
            for name, value in values.items():
                setattr(site, name, value)
            acts.append(_act(registry_import, "site.changed", site, before=before, after=values))
        Site.objects.bulk_update(kept, SITE_FIELDS, batch_size=100)
    return acts


def put_sites_back(made: Iterable[int], was: Iterable[dict[str, Any]]) -> None:
    Site.objects.filter(pk__in=made).delete()
    for site in was:
        Site.objects.filter(pk=site["pk"]).update(**_values(site))


def _values(site: dict[str, Any]) -> dict[str, Any]:
    return {name: site[name] for name in SITE_FIELDS if name in site}


def _stated(site: Site) -> dict[str, Any]:
    return {name: str(value) for name in SITE_FIELDS if (value := getattr(site, name))}


def _act(registry_import: RegistryImport, act: str, site: Site, **values: Any) -> Act:
    by, service = Actor.user(registry_import.by), registry_import.service
    return Act(act, site.organisation, by, obj=site, service=service, **values)

"""Two records of one organisation with something of everything, and every row of the app as plain values."""

import datetime
import json
from typing import Any

from django.apps import apps
from django.core import serializers
from django_scopes import scope, scopes_disabled

from partnerships.models import Assessment, Organisation, Region, Representation, RepresentativeChange, TargetGroup
from partnerships.registry.services.organisations import refresh_names
from tests.cast import Cast

from .forming import make_contact, make_organisation, make_participation, make_partnership

# keys for looking up are made anew; what happened to a merge, and to the question whether two are one, may differ
NOT_COMPARED = {"namekey", "organisationmerge", "duplicatepair"}


def two_records(cast: Cast, **of_merged: Any) -> tuple[Organisation, Organisation]:
    """Kept and merged: the same municipality, entered by two people."""
    kept = make_organisation(cast.service, "Alytus municipality", "local_government", place="Alytus", country="LT")
    facts = {"language": "lt", "registration_number": "188706935", "website": "https://alytus.example", **of_merged}
    merged = make_organisation(cast.service, "Alytaus miesto savivaldybė", "local_government", **facts)
    with scope(service=cast.service):
        make_contact(kept, "Ona Petraitė")
        make_contact(merged, "Jonas Jonaitis", email="jonas@alytus.example", may_sign=True, mandate="Statute, 2019")
        merged.names.create(name="Alytaus miesto taryba", language="lt")
        merged.names.create(name="ALYTUS MUNICIPALITY")
        refresh_names(merged)
        _relations(cast, kept, merged)
        _lists(kept, merged)
    return kept, merged


def _relations(cast: Cast, kept: Organisation, merged: Organisation) -> None:
    federation = make_organisation(cast.service, "Association of Municipalities", "local_government")
    theatre = make_organisation(cast.service, "Town theatre", "ngo", successors=[merged])
    Representation.objects.create(body=federation, member=kept)
    Representation.objects.create(body=federation, member=merged, may_sign=True, since="2019")
    Representation.objects.create(body=merged, member=theatre)
    Representation.objects.create(body=merged, member=kept)
    Assessment.objects.create(organisation=merged, relevance=3, on=datetime.date(2026, 3, 1))
    contact = merged.contacts.get()
    RepresentativeChange.objects.create(organisation=merged, new=contact, on=datetime.date(2026, 2, 1))


def _lists(kept: Organisation, merged: Organisation) -> None:
    both, one = (
        Region.objects.get_or_create(code=code, defaults={"name": name, "level": 3, "country": "LT"})[0]
        for code, name in (("LT021", "Alytus county"), ("LT022", "Kaunas county"))
    )
    kept.regions.add(both)
    merged.regions.add(both, one)
    merged.target_groups.add(TargetGroup.objects.get_or_create(code="youth", defaults={"names": {"en": "Youth"}})[0])


def at_tables(cast: Cast, kept: Organisation, merged: Organisation):
    """One partnership with the merged record alone, one with both: (alone, both)."""
    alone = make_partnership(cast.service, "Evening classes", office=cast.alytus, manager=cast.lina)
    both = make_partnership(cast.service, "Career support", office=cast.alytus, manager=cast.lina)
    make_participation(alone, merged, status="member")
    make_participation(both, kept, status="invited")
    make_participation(both, merged, status="member", is_key_actor=True)
    return alone, both


def dump() -> list[dict[str, Any]]:
    """Every row of the app but those that a merge and its undoing leave behind."""
    models = [model for model in apps.get_app_config("partnerships").get_models() if _is_compared(model)]
    with scopes_disabled():
        rows = [row for model in models for row in model._base_manager.order_by("pk")]
        return json.loads(serializers.serialize("json", rows))


def _is_compared(model: Any) -> bool:
    return model._meta.model_name not in NOT_COMPARED

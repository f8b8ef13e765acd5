"""Real partnerships from the file of cases, entered as people would: through the product's services."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from partnerships.drafting.services.parties import save_party
from partnerships.drafting.services.writing import draft_agreement
from partnerships.models import Organisation, OrganisationType, Participation, Partnership, Representation
from partnerships.participants.services.participants import add_participant, carry_on, change_participant
from partnerships.registry.services.names_over_time import rename_organisation
from partnerships.registry.services.organisations import register_organisation
from partnerships.registry.services.representation import add_representation
from partnerships.shared.services.partnerships import create_partnership
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import one_act
from pes_partnerships.lib.dates import PartialDate

from .forming import BY

FILE = Path(__file__).parent.parent / "data" / "real_cases.json"
AT_THE_LATEST = "Not later than this day; the day itself is not stated."
# the file's kinds of partner; municipalities and regions are one category of ours, told apart by the finer type
CATEGORY = {
    "PES": "employment_service",
    "central_government": "central_government",
    "municipalities_regions": "local_government",
    "local_government": "local_government",
    "ngo_nonprofit": "ngo",
    "private_companies": "company",
    "social_partners": "social_partner",
    "education_sector": "education",
    "health_sector": "health",
    None: "",
}
REGIONAL = "region-province"


@cache
def real_cases() -> dict[str, Any]:
    return json.loads(FILE.read_text())


def day(text: str | None) -> PartialDate:
    """“by 2019-04-04” is stored as the day; that it is the latest possible one stands in the note."""
    return PartialDate.parse((text or "").removeprefix("by "))


@one_act()
def enter_case(service: EmploymentService, case: dict[str, Any]) -> tuple[Partnership, list[list[Participation]]]:
    """The partnership, and for each partner of the file its participations (two where the file names two in one)."""
    partnership = create_partnership(
        service=service,
        by=BY,
        title=case["name"],
        title_original=case["name_original"] or "",
        original_language=case["language"] or "",
        purpose=case.get("facts", ""),
        countries=case["countries"],
        source="\n".join(case["source_urls"]),
    )
    by_name: dict[str, Participation] = {}
    for partner in case["partners"]:
        by_name[partner["name"]] = _enter(partnership, partner, by_name)
    _sign_for(partnership, case, by_name)
    rows = [[by_name[partner["name"]], *_second(partnership, partner)] for partner in case["partners"]]
    return partnership, [[Participation.objects.get(pk=row.pk) for row in found] for found in rows]


def _enter(partnership: Partnership, partner: dict[str, Any], known: dict[str, Participation]) -> Participation:
    entered = partner.get("entered", {})
    facts = _facts(partner)
    if entered.get("class"):
        counted = {name: entered[name] for name in ("count", "counted_in") if name in entered}
        counted |= {"count_comparator": entered["comparator"]} if "comparator" in entered else {}
        name = entered.get("class_name", partner["name"])
        counted |= {"category": CATEGORY[partner["category"]], "type": _finer(partner)}
        return _leave(add_participant(partnership=partnership, by=BY, class_name=name, **facts, **counted), partner)
    names = entered.get("organisations", [partner["name"]])
    first, *others = [_register(partnership.service, partner, name) for name in names]
    if before := entered.get("follows"):
        place = carry_on(participation=known[before], successor=first, by=BY, on=day(partner["joined"]))
        facts.pop("status")
        return change_participant(participation=place, by=BY, **facts)
    for other in others:
        add_participant(partnership=partnership, by=BY, organisation=other, **facts)
    if network := entered.get("represents"):
        member = _register(partnership.service, partner, network)
        add_representation(body=first, member=member, by=BY, may_sign=True, since=day(partner.get("joined")))
    return add_participant(partnership=partnership, by=BY, organisation=first, **facts)


def _leave(place: Participation, partner: dict[str, Any]) -> Participation:
    """A class left by itself; an organisation of the file that left was followed by its successor."""
    if not partner.get("left"):
        return place
    return change_participant(participation=place, by=BY, to="left", left=day(partner["left"]))


def _finer(partner: dict[str, Any]) -> OrganisationType | None:
    default = REGIONAL if partner["category"] == "municipalities_regions" else ""
    code = partner.get("entered", {}).get("type", default)
    return OrganisationType.objects.get(code=code) if code else None


def _facts(partner: dict[str, Any]) -> dict[str, Any]:
    is_latest = any((partner.get(name) or "").startswith("by ") for name in ("joined", "left"))
    return {
        "status": "member",
        "role": partner["role"] or "",
        "note": partner.get("note") or (AT_THE_LATEST if is_latest else ""),
        "joined": day(partner.get("joined")),
    }


def _register(service: EmploymentService, partner: dict[str, Any], name: str) -> Organisation:
    entered = partner.get("entered", {})
    first, *later = entered.get("names", [name])
    category = CATEGORY[partner["category"]]
    organisation = register_organisation(service=service, by=BY, name=first, category=category, type=_finer(partner))
    for new, until in zip(later, entered.get("until", []), strict=True):
        organisation = rename_organisation(organisation=organisation, by=BY, name=new, language="", on=day(until))
    return organisation


def _second(partnership: Partnership, partner: dict[str, Any]) -> list[Participation]:
    names = partner.get("entered", {}).get("organisations", [])[1:]
    return list(partnership.participations.filter(organisation__name__in=names))


def _sign_for(partnership: Partnership, case: dict[str, Any], known: dict[str, Participation]) -> None:
    """A federation that signs for a class of partners says so in the text."""
    signing = [partner for partner in case["partners"] if "signs_for" in partner.get("entered", {})]
    if signing:
        agreement = draft_agreement(partnership=partnership, by=BY, title=case["name"])
        for partner in signing:
            place = known[partner["name"]]
            save_party(agreement=agreement, by=BY, participation=place, signs_for=partner["entered"]["signs_for"])


def spoken_for(participation: Participation) -> list[str]:
    rows = Representation.objects.filter(body=participation.organisation)
    return [row.member.name for row in rows]

"""The lists that come with the product: loaded again and again they stay the same, and their codes are right."""

import pytest
from django.core.management import call_command
from django.utils import translation

from partnerships.models import OrganisationType, Region, ServiceArea, TargetGroup
from pes_partnerships.accounts.models import EmploymentService, ServiceName

pytestmark = pytest.mark.django_db


def load() -> dict[str, int]:
    call_command("load_reference", verbosity=0)
    lists = (Region, ServiceArea, TargetGroup, OrganisationType, EmploymentService, ServiceName)
    return {each.__name__: each.objects.count() for each in lists}


def test_loading_twice_leaves_the_same_rows():
    first = load()
    assert first == {
        "Region": 2320,
        "ServiceArea": 12,
        "TargetGroup": 17,
        "OrganisationType": 32,
        "EmploymentService": 33,
        "ServiceName": 53,
    }
    assert load() == first


def test_loading_again_brings_back_what_was_changed_and_keeps_what_a_service_chose():
    load()
    Region.objects.filter(code="NO").update(name="")
    EmploymentService.objects.filter(code="lt").update(name="?", runs_here=True, review_every_months=6)
    load()
    assert Region.objects.get(code="NO").name == "Norway"
    service = EmploymentService.objects.get(code="lt")
    assert service.name.startswith("Employment Service under")
    assert (service.runs_here, service.review_every_months) == (True, 6)


@pytest.mark.parametrize(
    ("code", "name", "level", "country", "version"),
    [
        ("NO", "Norway", 0, "NO", 2024),
        ("NO0", "Norge", 1, "NO", 2024),
        ("EL", "Greece", 0, "GR", 2024),
        ("EL301", "Βόρειος Τομέας Αθηνών", 3, "GR", 2024),
        ("UK", "United Kingdom", 0, "GB", 2018),
        ("UKG3", "West Midlands", 2, "GB", 2018),
        ("LT021", "Alytaus apskritis", 3, "LT", 2024),
        ("IS001", "Höfuðborgarsvæði", 3, "IS", 2024),
        ("CH", "Switzerland", 0, "CH", 2024),
    ],
)
def test_regions_carry_the_statistical_code_and_the_iso_country(code, name, level, country, version):
    load()
    region = Region.objects.get(code=code)
    assert (region.name, region.level, region.country, region.version) == (name, level, country, version)


def test_every_region_has_a_name_and_the_region_above_it():
    load()
    regions = {region.code: region for region in Region.objects.all()}
    assert [code for code, region in regions.items() if not region.name or len(region.country) != 2] == []
    orphans = [code for code, region in regions.items() if region.level and code[:-1] not in regions]
    assert {code[:3] for code in orphans} == {"UKN"}  # Northern Ireland alone has more areas than digits


def test_names_are_in_the_readers_language_and_fall_back_to_english():
    load()
    group = TargetGroup.objects.get(code="older-workers")
    with translation.override("fr"):
        assert group.name == "Demandeurs d’emploi et salariés seniors"
    with translation.override("lt"):
        assert group.name == "Older jobseekers and workers"


def test_seven_services_and_five_purposes():
    load()
    assert ServiceArea.objects.filter(kind="service").count() == 7
    assert ServiceArea.objects.filter(kind="knowledge").count() == 5


def test_belgium_has_four_services_and_former_names_stay():
    load()
    assert EmploymentService.objects.in_network().filter(country="BE").count() == 4
    former = ServiceName.objects.get(service__code="fr", name="Pôle emploi")
    assert (former.former, str(former.valid_to)) == (True, "2023-12-31")
    assert EmploymentService.objects.get(code="gr").nuts_prefix == "EL"
    assert not EmploymentService.objects.running_here().exists()

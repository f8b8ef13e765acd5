"""What real agreements do and a simple model would lose: it comes in by workbook, is read on pages, and goes out."""

import csv
import io
import zipfile

import pytest
from django.core.management import call_command
from django.urls import reverse

from partnerships.models import Agreement, Contribution, Partnership
from pes_partnerships.accounts.models import EmploymentService
from tests.factories.portfolios import book_with, checked_workbook, write
from tests.pages import typed_in, words_on

SHEETS = {
    "Partnerships": [
        ["Your number", "Name", "Name in the original language", "Original language", "Countries", "Regions", "Place"],
        ["KS", "Placement service Kehl and Strasbourg", "Service de placement transfrontalier", "fr",
         "Germany; France", "DE13; FRF1", "Labour-market region Kehl and Strasbourg"],
        ["GR", "Employment pact of Crete", "Σύμφωνο για την απασχόληση", "el", "GR", "EL43", "Four municipalities"],
        ["WM", "Connecting Communities", "", "", "United Kingdom", "", "West Midlands"],
    ],
    "Participants": [
        ["Partnership", "Participant", "Category"],
        ["KS", "Agentur für Arbeit Offenburg", "Public employment service"],
        ["KS", "Pôle emploi Alsace", "Public employment service"],
    ],
    "Agreements": [
        ["Partnership", "Agreement", "Formality", "Decided", "Signed", "Registered", "Published", "Effective date",
         "Services start", "Ends", "Number in a public register"],
        ["KS", "Working group", "informal", "", "", "", "", "2011", "", "2012", ""],
        ["KS", "Cooperation agreement", "formal", "", "26.02.2013", "", "", "01.01.2013", "", "", ""],
        ["GR", "Pact 2018", "formal", "13.09.2018", "17.10.2018", "30.10.2018", "23.11.2018", "01.01.2018",
         "01.02.2018", "", "RCO2018TF00106"],
        ["WM", "Memorandum of understanding", "informal", "", "2018-03-22", "", "", "2018-03-22", "", "2018-03-25", ""],
        ["WM", "Grant agreement", "legally binding", "", "2018-03-26", "", "", "2018-03-26", "", "", ""],
    ],
    "Parties": [
        ["Partnership", "Agreement", "Party", "Role in the agreement", "Position held", "Signed"],
        ["KS", "Working group", "Agentur für Arbeit Offenburg", "Lead partner", "", ""],
        ["KS", "Working group", "Pôle emploi Alsace", "Equal partner", "", ""],
        ["KS", "Cooperation agreement", "Agentur für Arbeit Offenburg", "Equal partner", "The director",
         "26.02.2013"],
        ["KS", "Cooperation agreement", "Pôle emploi Alsace", "Lead partner", "The regional director",
         "01.03.2013"],
    ],
    "Contributions": [
        ["Partnership", "Agreement", "Giver", "Kind", "Amount", "Currency", "Unit", "Period from", "Period to",
         "Description"],
        ["GR", "Pact 2018", "State", "money", "435054.92", "EUR", "", "2018", "2018", ""],
        ["GR", "Pact 2018", "Region", "staff", "62.5", "", "full-time posts", "2018", "2019", ""],
        ["GR", "Pact 2018", "Services", "Another unit, such as points", "210", "", "points", "", "", "Job-coach posts"],
        ["GR", "Pact 2018", "City", "in kind", "12000", "EUR", "", "2018", "", "Premises, with their value"],
        ["GR", "Pact 2018", "Others", "remaining balance", "", "", "", "2018", "2018", "Rest of the total"],
    ],
}  # fmt: skip


@pytest.fixture
def portfolio(in_scope):
    call_command("load_reference", verbosity=0)
    found = checked_workbook(in_scope.service, in_scope.lina, book_with(SHEETS), decimals=".")
    assert [(row.sheet, row.number, row.problems, row.duplicates) for row in found.lines.filter(is_open=True)] == []
    return write(found)


@pytest.fixture
def lina(in_scope, sign_in):
    return sign_in(in_scope.lina)


def page(browser, name: str, row) -> str:
    return words_on(browser.get(reverse(f"partnerships:{name}", args=[row.pk]))).replace("\xa0", " ")


def exported(browser, sheet: str) -> list[dict[str, str]]:
    answer = browser.get(reverse("partnerships:portfolio_export"), {"format": "zip"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as files:
        text = files.read(f"{sheet}.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_one_partnership_in_two_countries_and_a_place_that_is_no_statistical_region(portfolio, lina):
    kehl, crete = (Partnership.objects.get(reference=key) for key in ("KS", "GR"))

    words = page(lina, "partnership", kehl)

    assert "Germany" in words
    assert "France" in words
    assert "Labour-market region Kehl and Strasbourg" in words
    assert [country.code for country in crete.countries] == ["GR"]
    assert list(crete.regions.values_list("pk", flat=True)) == ["EL43"]  # the statistics write EL for GR
    [out] = [line for line in exported(lina, "partnerships") if line["Record number"] == "KS"]
    assert (out["Countries"], out["Regions"]) == ("DE; FR", "DE13; FRF1")


def test_several_employment_services_take_part_in_one_partnership(portfolio, lina):
    """Belgium has four services: a country names none of them."""
    kehl = Partnership.objects.get(reference="KS")
    services = list(EmploymentService.objects.filter(country="BE", in_pes_network=True).order_by("name"))
    assert len(services) > 2
    form = reverse("partnerships:partnership_change", args=[kehl.pk])

    lina.post(form, typed_in(lina.get(form), "title_original", other_services=[services[0].pk, services[1].pk]))

    assert set(kehl.other_services.all()) == set(services[:2])
    words = page(lina, "partnership", kehl)
    assert [each.name for each in services[:2] if each.name not in words] == []


def test_the_name_in_the_original_language_stands_beside_the_english_one_in_its_own_language(portfolio, lina):
    crete = Partnership.objects.get(reference="GR")
    answer = lina.get(reverse("partnerships:partnership", args=[crete.pk]))
    assert '<span lang="el">Σύμφωνο για την απασχόληση</span>' in answer.content.decode()
    [out] = [line for line in exported(lina, "partnerships") if line["Record number"] == "GR"]
    assert (out["Name in the original language"], out["Original language"]) == ("Σύμφωνο για την απασχόληση", "el")


def test_signed_after_it_began_with_six_dates_of_their_own(portfolio, lina):
    pact = Agreement.objects.get(title="Pact 2018")

    words = page(lina, "record", pact)

    assert pact.status == "in_force"
    days = ("13 September 2018", "17 October 2018", "30 October 2018", "23 November 2018", "1 January 2018",
            "1 February 2018")  # fmt: skip
    assert [day for day in days if day not in words] == []
    assert "RCO2018TF00106" in words


def test_formality_belongs_to_each_document_and_what_was_informal_got_a_form(portfolio, lina):
    texts = dict(Agreement.objects.values_list("title", "formality"))
    assert (texts["Memorandum of understanding"], texts["Grant agreement"]) == ("informal", "binding")
    assert (texts["Working group"], texts["Cooperation agreement"]) == ("informal", "formal")
    out = {line["Title of the agreement"]: line["Formality"] for line in exported(lina, "agreements")}
    assert (out["Memorandum of understanding"], out["Grant agreement"]) == ("Informal", "Legally binding")


def test_the_lead_changes_from_one_text_to_the_next_and_each_party_signed_on_its_own_day(portfolio, lina):
    first, second = (Agreement.objects.get(title=title) for title in ("Working group", "Cooperation agreement"))
    leads = [text.parties.get(role="lead").name for text in (first, second)]
    assert leads == ["Agentur für Arbeit Offenburg", "Pôle emploi Alsace"]
    words = page(lina, "record", second)
    assert [day for day in ("26 February 2013", "1 March 2013") if day not in words] == []


def test_contributions_in_cents_posts_points_and_kind_with_a_remainder_are_never_added_up(portfolio, lina):
    pact = Agreement.objects.get(title="Pact 2018")

    words = page(lina, "agreement_text", pact)

    shown = ("EUR 435,054.92", "62.5 full-time posts", "210 points", "EUR 12,000", "Remaining balance")
    assert [each for each in shown if each not in words] == []
    assert Contribution.objects.get(kind="remainder").amount is None
    amounts = [line["Amount"] for line in exported(lina, "contributions")]
    assert sorted(filter(None, amounts)) == sorted(["435054.92", "62.5", "210", "12000"])

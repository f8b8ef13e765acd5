"""An organisation works in more places than at its one address (F2; reality 28: DE-JBA-HH, GB-WMCA)."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from partnerships.imports.services import running as importing
from partnerships.imports.services.exporting import lines_of, stored_records
from partnerships.imports.services.rows import KEEP, decide
from partnerships.imports.services.undoing import bars_of, undo_rows, undone_rows
from partnerships.imports.views.registry_files import file_columns
from partnerships.matching.services.searching import narrowed
from partnerships.merging.services.merging import merge, undo_merge
from partnerships.models import Consent, ImportRow, Organisation, Site
from partnerships.registry.services.sites import change_site, remove_site
from partnerships.shared.services.file_work import UndoBarred
from partnerships.shared.services.refused import Refused
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import verify
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.export import csv_response, xlsx_response
from tests.cast import person
from tests.factories import make_organisation, make_participation, make_partnership
from tests.factories.forming import BY
from tests.factories.imports import checked_file, written_file
from tests.factories.registry import make_site
from tests.pages import typed_in, words_on

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ALTONA = {"name": "Altona", "street": "Alte Königstraße 8-14", "postcode": "22767", "place": "Hamburg"}


@pytest.fixture
def agency(in_scope) -> Organisation:
    """The youth employment agency of Hamburg has seven offices, each in a district."""
    return make_organisation(in_scope.service, "Jugendberufsagentur Hamburg", country="DE", place="Hamburg")


def titles(organisation: Organisation) -> list[str]:
    return [site.title for site in Site.objects.filter(organisation=organisation).order_by("pk")]


def acts(organisation: Organisation) -> list[str]:
    return [entry.act for entry in LedgerEntry.objects.about(organisation) if entry.act.startswith("site.")]


def test_a_manager_adds_corrects_closes_and_removes_sites(agency, in_scope, sign_in):
    browser, page = sign_in(in_scope.lina), f"/organisations/{agency.pk}/"
    assert "No site beside the address above has been recorded." in words_on(browser.get(page))

    new = browser.get(f"{page}sites/new/")
    assert browser.post(f"{page}sites/new/", typed_in(new, "name", **ALTONA, since_year="2012")).url == page
    [site] = agency.sites.all()
    shown = words_on(browser.get(page))
    assert "Altona Alte Königstraße 8-14, 22767 Hamburg since 2012" in shown
    form = browser.get(f"/sites/{site.pk}/")
    browser.post(f"/sites/{site.pk}/", typed_in(form, "name", street="Alte Königstr. 10", until_year="2020"))
    assert "Altona Closed Alte Königstr. 10" in words_on(browser.get(page))
    history = words_on(browser.get(f"{page}history/"))
    assert "Lina changed a site of the organisation." in history
    assert "Alte Königstr. 10" in history
    asked = words_on(browser.get(f"/sites/{site.pk}/remove/"))
    assert "“Altona” is removed from the sites" in asked
    assert browser.post(f"/sites/{site.pk}/remove/").url == page
    assert (titles(agency), acts(agency)) == ([], ["site.removed", "site.changed", "site.added"])


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"postcode": "22767"}, "name", "Enter the name of the site, its street or its place."),
        ({"name": "altona", "place": "hamburg"}, "name", "This site is already recorded for the organisation."),
        (
            {"place": "Bergedorf", "since_year": "2020", "until_year": "2019"},
            "until",
            "This date is before “Since”. Correct one of the two dates.",
        ),
        ({"place": "x" * 121}, "place", "at most 120 characters"),
    ],
)
def test_each_fault_is_said_at_its_field_and_the_rest_is_kept(agency, in_scope, sign_in, typed, field, sentence):
    make_site(agency, "Altona", place="Hamburg")

    answer = sign_in(in_scope.lina).post(f"/organisations/{agency.pk}/sites/new/", {**typed, "street": ""})

    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors[field])
    assert titles(agency) == ["Altona"]


def test_a_site_says_at_least_where_it_is(agency):
    with pytest.raises(Refused):
        make_site(agency, "", place=" ")
    with transaction.atomic(), pytest.raises(IntegrityError):
        Site.objects.create(organisation=agency, postcode="22767")


def test_a_site_that_takes_part_is_closed_and_not_removed(agency, in_scope, sign_in):
    site = make_site(agency, **ALTONA)
    place = make_participation(make_partnership(in_scope.service, "Hamburg pact"), agency, status="member")
    place.sites.add(site)

    with pytest.raises(Refused, match="takes part in 1 partnership and cannot be removed"):
        remove_site(site=site, by=BY)
    browser, url = sign_in(in_scope.lina), f"/sites/{site.pk}/remove/"
    assert "takes part in 1 partnership and cannot be removed" in words_on(browser.get(url))
    assert browser.post(url).status_code == 422
    change_site(site=site, by=BY, until=PartialDate(2024))
    assert titles(agency) == ["Altona"]


def test_it_is_found_by_town_postcode_and_street_of_its_sites(agency, in_scope, sign_in):
    make_site(agency, "Bergedorf", street="Weidenbaumsweg 69", postcode="21 029", place="Lohbrügge")
    make_organisation(in_scope.service, "Other", place="Berlin")

    for words in ("lohbrugge", "21029", "weidenbaumsweg", "jugend bergedorf"):
        assert narrowed(Organisation.objects.all(), words).get() == agency
    page = words_on(sign_in(in_scope.lina).get("/organisations/?q=21029"))
    assert "Postcode of a site" in page
    site = agency.sites.get()
    change_site(site=site, by=BY, place="Bergedorf Mitte")
    assert not narrowed(Organisation.objects.all(), "lohbrugge").exists()
    remove_site(site=site, by=BY)
    assert not narrowed(Organisation.objects.all(), "21029").exists()


def test_three_sites_take_as_many_queries_as_one(agency, in_scope, sign_in, django_assert_num_queries):
    make_site(agency, "Altona")
    browser = sign_in(in_scope.lina)
    for url in (f"/organisations/{agency.pk}/", "/organisations/?q=altona", "/organisations/export/?format=csv"):
        browser.get(url)
        with CaptureQueriesContext(connection) as one:
            b"".join(browser.get(url)) if url.endswith("csv") else browser.get(url)
        for name in ("Bergedorf", "Harburg"):
            make_site(agency, f"{name} of {url[-4:]}")
        with django_assert_num_queries(len(one)):
            b"".join(browser.get(url)) if url.endswith("csv") else browser.get(url)


def test_other_offices_are_asked_before_a_shared_site_changes(agency, in_scope, sign_in):
    for title, office in (("Secret of Tallinn", in_scope.tallinn), ("Ours in Alytus", in_scope.alytus)):
        partnership = make_partnership(in_scope.service, title, office=office, manager=in_scope.lina)
        make_participation(partnership, agency, status="member")
    site = make_site(agency, **ALTONA)
    ruta = person("Ruta", in_scope.service, Role.MANAGER, in_scope.alytus)

    for url, field, typed in (
        (f"/sites/{site.pk}/", "name", {"street": "Alte Königstr. 10"}),
        (f"/sites/{site.pk}/remove/", "once", {}),
    ):
        alytus = sign_in(ruta)
        why = alytus.post(url, typed_in(alytus.get(url), field, **typed))
        alytus.post(url, typed_in(why, "consent_reason", consent_reason="The street was renamed."))
        consent = Consent.objects.open().get()
        tallinn = sign_in(in_scope.liis)
        asked = tallinn.get(f"/consents/{consent.pk}/")
        assert "Altona" in words_on(asked)
        assert Site.objects.get().street == ALTONA["street"] or field == "once"
        tallinn.post(f"/consents/{consent.pk}/", typed_in(asked, "answer", agrees="yes"))

    assert (titles(agency), acts(agency)) == ([], ["site.removed", "site.changed", "site.added"])


def test_a_merge_moves_sites_without_doubles_and_undoing_puts_them_back(agency, in_scope):
    double = make_organisation(in_scope.service, "JBA Hamburg", country="DE")
    make_site(agency, **ALTONA)
    make_site(double, **{**ALTONA, "name": "ALTONA"})
    harburg = make_site(double, "Harburg", place="Hamburg", postcode="21073")

    done = merge(kept=agency, merged=double, by=BY)

    assert (titles(agency), titles(double)) == (["Altona", "Harburg"], ["ALTONA"])
    assert narrowed(Organisation.objects.unmerged(), "21073").get() == agency
    assert undo_merge(merge=done, by=BY).left == []
    assert (titles(agency), titles(double)) == (["Altona"], ["ALTONA", "Harburg"])
    assert narrowed(Organisation.objects.all(), "21073").get() == double
    again = merge(kept=agency, merged=double, by=BY)
    Site.objects.filter(pk=harburg.pk).delete()
    assert undo_merge(merge=again, by=BY).left == [("rows", "sites")]


HEADINGS = (
    "Name;Category;Registration number;Contact;E-mail;Site;Site street;Site postcode;Site town;Site: country;Site since"
)
FILE = (
    f"{HEADINGS}\n"
    "JBA Hamburg;ngo;7;Ute;ute@x.example;Altona;Alte Königstraße 8-14;22767;Hamburg;;2012\n"
    "JBA Hamburg;;7;;;Harburg;Am Irrgarten 3;21073;Hamburg;DE;\n"
    "JBA Hamburg;;7;Uwe;uwe@x.example;;;01067;Bergedorf;;\n"
)


def test_a_file_has_a_site_a_line_and_comes_back_unchanged(in_scope):
    done = written_file(in_scope.service, in_scope.lina, FILE)

    assert (done.status, done.counts["written_new"]) == ("written", 1)
    own = Organisation.objects.get(name="JBA Hamburg")
    assert [site.title for site in own.sites.order_by("pk")] == ["Altona", "Harburg", "01067 Bergedorf"]
    said = [(str(site.since), site.country.code or "") for site in own.sites.order_by("pk")]
    assert said == [("2012", ""), ("", "DE"), ("", "")]
    assert own.contacts.count() == 2
    assert narrowed(Organisation.objects.all(), "21073").get() == own
    assert acts(own) == ["site.added"] * 3
    assert verify()
    for respond in (csv_response, xlsx_response):
        out = respond("x", file_columns(), lines_of(stored_records(Organisation.objects.all()))).content
        [row] = checked_file(in_scope.service, in_scope.lina, out).rows.all()
        assert (row.plan, row.problems) == (ImportRow.Plan.SAME, [])
    [again] = checked_file(in_scope.service, in_scope.lina, FILE).rows.all()
    assert again.plan == ImportRow.Plan.SAME


def test_a_corrected_site_is_changed_lost_zeros_are_asked_and_all_is_undone(in_scope):
    written_file(in_scope.service, in_scope.lina, FILE)
    own = Organisation.objects.get(name="JBA Hamburg")
    corrected = FILE.replace("Alte Königstraße 8-14", "Alte Königstr. 10").replace("01067", "1067")

    found = checked_file(in_scope.service, in_scope.lina, corrected)
    [row] = found.rows.all()
    assert [one["code"] for one in row.problems] == ["site_postcode"]
    decide(registry_import=found, choices={row.pk: KEEP})
    importing.confirm(registry_import=found)
    importing.run_one(found.pk)

    streets = {site.title: site.street for site in own.sites.all()}
    assert streets == {"Altona": "Alte Königstr. 10", "Harburg": "Am Irrgarten 3", "01067 Bergedorf": ""}
    importing.ask_undo(registry_import=found, by=in_scope.lina)
    importing.run_one(found.pk)
    assert own.sites.get(name="Altona").street == "Alte Königstraße 8-14"


def test_an_import_whose_site_takes_part_is_not_undone(agency, in_scope):
    known = f"Record number;Name;Site\n{agency.pk};{agency.name};Altona\n"
    done = written_file(in_scope.service, in_scope.lina, known)
    place = make_participation(make_partnership(in_scope.service, "Hamburg pact"), agency, status="member")
    place.sites.add(agency.sites.get())

    assert [bar.reason for bar in bars_of(done, undone_rows(done))] == ["site_used"]
    with pytest.raises(UndoBarred):
        undo_rows(done, by=BY)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (";;22767;;;", "Enter the name of the site, its street or its place."),
        ("Altona;;;Hamburg;Atlantis;", "“Atlantis” is not a country."),
        ("Altona;;;Hamburg;;soon", "soon"),
    ],
)
def test_each_wrong_cell_of_a_site_is_said(in_scope, cells, sentence):
    text = f"{HEADINGS}\nJBA Hamburg;ngo;7;;;{cells}\n"

    [row] = checked_file(in_scope.service, in_scope.lina, text).rows.all()

    assert any(sentence in one["text"] for one in row.problems)

"""F2: a portfolio comes in from one workbook, lives, goes out in the same shape, and comes back unchanged."""

import json

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django_scopes import scopes_disabled

from partnerships.matching.services.searching import narrowed
from partnerships.models import Agreement, Organisation, Partnership, PortfolioCount, Region, WorkbookImport
from partnerships.portfolio.services.rebuild import rebuild
from partnerships.registry.services.organisations import change_organisation
from partnerships.registry.services.sites import add_site
from partnerships.rules.lifecycle import ImportStatus, PartnershipStatus
from partnerships.shared.services.partnerships import change_partnership
from partnerships.workbooks.services.exporting import exported
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.outbox.models import OutboxMail
from reviews.models import CorrectiveAction, Measurement, Review
from tests.factories import make_contact, make_participation, make_partnership
from tests.factories.portfolios import book_with, checked_workbook, undo, write

PORTFOLIO = {
    "Partnerships": [
        ["Your number", "Name", "Country", "Level", "Challenge"],
        ["P-7", "Inclusive Working Life Agreement", "NO", "national", "Sickness absence"],
        ["P-8", "Local partnership Kempen", "Belgium", "local", "Jobseekers far from work"],
    ],
    "Participants": [
        ["Partnership", "Participant", "Category", "Role"],
        ["P-7", "LO", "social partner", "Signs for employees"],
        ["P-7", "NHO", "social partner", "Signs for employers"],
        ["P-8", "OCMW Turnhout", "local_government", ""],
        ["P-8", "LO", "social partner", ""],
    ],
    "Agreements": [
        ["Partnership", "Agreement", "Signed", "In force", "End", "Formality"],
        ["P-7", "Agreement 2025–2028", "12.02.2025", "2025", "2028", "formal"],
        ["P-7", "Agreement 2019–2022", "18.12.2018", "01.01.2019", "31.12.2024", "formal"],
        ["P-8", "Strong together", "2024-03-27", "2024", "", "binding"],
    ],
    "Parties": [
        ["Partnership", "Agreement", "Party", "Position held", "Signed"],
        ["P-7", "Agreement 2025–2028", "LO", "The President", "12.02.2025"],
        ["P-7", "Agreement 2019–2022", "NHO", "", "18.12.2018"],
    ],
    "Objectives": [
        ["Partnership", "Agreement", "Objective", "Comparator", "Target", "Unit", "Due", "Baseline value"],
        ["P-7", "Agreement 2019–2022", "Sickness absence", "at most", "5.4", "%", "2022", "6"],
    ],
    "Contributions": [
        ["Partnership", "Agreement", "Giver", "Kind", "Amount", "Currency", "Period from"],
        ["P-7", "Agreement 2025–2028", "LO", "money", "1250000.50", "NOK", "2025"],
        ["P-7", "Agreement 2025–2028", "State budget", "money", "2000000", "NOK", "2025"],
    ],
    "Reviews held": [
        ["Partnership", "Held on", "Decision", "Reason", "Known from"],
        ["P-7", "2026-01", "Continue as it is", "Gather knowledge until the end of 2026", "Minutes"],
        ["P-7", "2018", "Renew", "The old target was missed", "A published source"],
    ],
    "Corrective actions": [
        ["Partnership", "Action", "Owner", "Deadline", "Closed on"],
        ["P-7", "Agree on a common count of absence", "LO", "2023-06-30", ""],
    ],
    "Values": [
        ["Partnership", "Agreement", "Objective", "Date", "Value", "Source"],
        ["P-7", "Agreement 2019–2022", "Sickness absence", "2022-12-31", "6.6", "Statistics Norway"],
        ["P-7", "Agreement 2019–2022", "Sickness absence", "2021-12-31", "6.1", "Statistics Norway"],
    ],
}


def problems_of(found: WorkbookImport) -> list[tuple[str, int, str]]:
    return [(row.sheet, row.number, each["text"]) for row in found.lines.all() for each in row.problems]


@pytest.fixture
def portfolio(in_scope) -> WorkbookImport:
    found = checked_workbook(in_scope.service, in_scope.lina, book_with(PORTFOLIO))
    assert problems_of(found) == []
    return write(found)


def test_it_lives_from_the_first_day(portfolio):
    ia = Partnership.objects.get(reference="P-7")
    newest, earlier = ia.agreements.all()

    assert (newest.title, newest.status) == ("Agreement 2025–2028", "in_force")
    assert (earlier.status, earlier.ends) == ("superseded", PartialDate.parse("2024-12-31"))
    assert newest.record_states.count() == 1
    assert {row.name for row in ia.participations.filter(status="member")} == {"LO", "NHO"}
    assert Organisation.objects.filter(name="LO").count() == 1  # named in two partnerships, registered once
    assert narrowed(Organisation.objects.all(), "ocmw turnhout").count() == 1
    assert [row.reference for row in narrowed(Partnership.objects.all(), "OCMW Turnhout")] == ["P-8"]
    party = newest.parties.get()
    assert party.signed_elsewhere.get().office_held == "The President"
    objective = earlier.objectives.get()
    assert [str(each.value) for each in Measurement.objects.filter(objective=objective)] == ["6.10", "6.60"]
    giver, other = newest.contributions.order_by("amount")
    assert giver.party.name == "LO"
    assert CorrectiveAction.objects.get().owner.name == "LO"
    assert other.source_name == "State budget"
    held = Review.objects.filter(series__partnership=ia, status="confirmed").order_by("held_on")
    assert [str(each.held_said) for each in held] == ["2018", "2026-01"]
    coming = Review.objects.get(series__partnership=ia, status="planned")
    assert coming.due_on.isoformat() == "2027-01-01"  # twelve months after the last one, counted from its first day
    assert ia.portfolio_line.status == PartnershipStatus.IN_FORCE
    assert not OutboxMail.objects.exists()
    assert not Agreement.objects.filter(signatures__isnull=False).exists()


@pytest.mark.parametrize("suffix", ["xlsx", "zip", "json"])
def test_what_went_out_changes_nothing_when_it_comes_in(portfolio, in_scope, suffix):
    keys = list(Partnership.objects.order_by("title").values_list("pk", flat=True))
    file = ContentFile(exported(keys, suffix), name=f"portfolio.{suffix}")

    again = checked_workbook(in_scope.service, in_scope.lina, file)

    assert problems_of(again) == []
    plans = {(row.kind, row.number): (row.plan, row.before) for row in again.lines.all() if row.plan != "same"}
    assert plans == {}


def test_the_same_file_again_changes_nothing(portfolio, in_scope):
    again = checked_workbook(in_scope.service, in_scope.lina, book_with(PORTFOLIO))

    assert problems_of(again) == []
    assert set(again.lines.values_list("plan", flat=True)) == {"same"}


def test_a_corrected_file_changes_what_differs(portfolio, in_scope):
    sheets = json.loads(json.dumps(PORTFOLIO))
    sheets["Agreements"][1][4] = "2027"
    sheets["Values"][1][4] = "6.7"
    again = checked_workbook(in_scope.service, in_scope.lina, book_with(sheets))
    changes = {row.kind: row.before for row in again.lines.filter(plan="change")}
    assert changes == {"agreements": {"ends": "2028"}, "values": {"value": "6.6"}}

    write(again)

    newest = Agreement.objects.get(title="Agreement 2025–2028")
    assert newest.ends_latest.isoformat() == "2027-12-31"
    assert [state.reason for state in newest.record_states.all()] == ["Import of the file portfolio.xlsx", ""]
    standing = Measurement.objects.standing().get(as_of=PartialDate.parse("2022-12-31"))
    assert (str(standing.value), str(standing.corrects.value)) == ("6.70", "6.60")


def rows_of_everything() -> dict[str, int]:
    apart = {"WorkbookImport", "WorkbookLine", "ColumnMemory", "PortfolioCount"}
    with scopes_disabled():
        figures = {str(each): each.number for each in PortfolioCount.objects.exclude(number=0)}
        return figures | {
            model.__name__: model._base_manager.count()
            for app in ("partnerships", "reviews")
            for model in apps.get_app_config(app).get_models()
            if model.__name__ not in apart
        }


def test_an_import_is_undone_as_a_whole(in_scope):
    before = rows_of_everything()
    found = checked_workbook(in_scope.service, in_scope.lina, book_with(PORTFOLIO))
    write(found)
    assert rows_of_everything() != before

    assert undo(found, in_scope.lina).status == ImportStatus.UNDONE

    assert rows_of_everything() == before


def test_a_correction_is_undone_to_what_was_said_before(portfolio, in_scope):
    sheets = json.loads(json.dumps(PORTFOLIO))
    sheets["Agreements"][1][4] = "2027"
    sheets["Partnerships"][1][4] = "Absence"
    sheets["Values"][1][4] = "6.7"
    again = write(checked_workbook(in_scope.service, in_scope.lina, book_with(sheets)))

    undo(again, in_scope.lina)

    assert Agreement.objects.get(title="Agreement 2025–2028").ends_latest.isoformat() == "2028-12-31"
    assert Partnership.objects.get(reference="P-7").challenge == "Sickness absence"
    standing = Measurement.objects.standing().get(as_of=PartialDate.parse("2022-12-31"))
    assert str(standing.value) == "6.60"


def test_what_said_nothing_before_says_nothing_again(portfolio, in_scope):
    """A purpose, a region and an end that a later file added are gone with it; the record keeps no such end."""
    Region.objects.create(code="NO08", name="Oslo", level=2, country="NO")
    before = {row.pk: (row.purpose, row.challenge) for row in Partnership.objects.all()}
    sheets = json.loads(json.dumps(PORTFOLIO))
    for row, more in zip(
        sheets["Partnerships"], (["Purpose", "Regions"], ["Less absence", "NO08"], ["", ""]), strict=True
    ):
        row += more
    sheets["Agreements"][3][4] = "2027"  # “Strong together” had no end
    again = write(checked_workbook(in_scope.service, in_scope.lina, book_with(sheets)))
    ia = Partnership.objects.get(reference="P-7")
    assert (ia.purpose, ia.regions.count()) == ("Less absence", 1)
    assert Agreement.objects.get(title="Strong together").ends_latest.isoformat() == "2027-12-31"

    assert undo(again, in_scope.lina).status == ImportStatus.UNDONE

    assert {row.pk: (row.purpose, row.challenge) for row in Partnership.objects.all()} == before
    assert not ia.regions.exists()
    text = Agreement.objects.get(title="Strong together")
    assert (str(text.ends), text.ends_latest, text.status) == ("", None, "in_force")
    newest, with_end, _first = text.record_states.all()
    assert newest.reason == "The import of the file portfolio.xlsx was undone."
    assert ['"ends":"2027"' in each.content for each in (newest, with_end)] == [False, True]


def test_it_is_not_undone_once_somebody_has_built_on_it(portfolio, in_scope):
    ia = Partnership.objects.get(reference="P-7")
    change_partnership(partnership=ia, by=Actor.user(in_scope.lina), challenge="Absence from work")

    assert undo(portfolio, in_scope.lina).status == ImportStatus.WRITTEN
    assert Partnership.objects.filter(reference="P-7").exists()


def test_what_the_clock_did_since_bars_no_undo(portfolio, in_scope):
    """Nobody built on it: time passed."""
    ia = Partnership.objects.get(reference="P-7")
    change_partnership(partnership=ia, by=Actor.clock(), next_review_on=None)

    assert undo(portfolio, in_scope.lina).status == ImportStatus.UNDONE


def test_an_organisation_that_is_in_use_elsewhere_by_then_stays(portfolio, in_scope):
    """LO takes part in another partnership, and somebody added a person of NHO: both stay when the import goes."""
    make_participation(make_partnership(in_scope.service, "Another pact"), Organisation.objects.get(name="LO"))
    make_contact(Organisation.objects.get(name="NHO"))

    assert undo(portfolio, in_scope.lina).status == ImportStatus.UNDONE

    assert sorted(Organisation.objects.values_list("name", flat=True)) == ["LO", "NHO"]
    assert [each.title for each in Partnership.objects.all()] == ["Another pact"]


def test_an_organisation_that_somebody_worked_on_since_stays_with_what_was_entered(portfolio, in_scope):
    """A site belongs to the organisation alone: no act about a partnership tells of it."""
    by = Actor.user(in_scope.lina)
    lo, nho = (Organisation.objects.get(name=name) for name in ("LO", "NHO"))
    add_site(organisation=lo, by=by, name="Oslo office")
    change_organisation(organisation=nho, by=by, place="Bergen")

    assert undo(portfolio, in_scope.lina).status == ImportStatus.UNDONE

    assert sorted(Organisation.objects.values_list("name", flat=True)) == ["LO", "NHO"]
    assert [site.name for site in lo.sites.all()] == ["Oslo office"]


def test_what_an_undone_import_had_added_is_gone_from_the_figures_of_the_portfolio(portfolio, in_scope):
    """A partner that joined by a later file alone: the partnership stays, and leans on one fewer."""
    before = rows_of_everything()
    sheets = {"Participants": [PORTFOLIO["Participants"][0], ["P-8", "Arcadia", "ngo", ""]]}
    again = write(checked_workbook(in_scope.service, in_scope.lina, book_with(sheets)))
    assert Partnership.objects.get(reference="P-8").participations.count() == 3

    assert undo(again, in_scope.lina).status == ImportStatus.UNDONE

    assert rows_of_everything() == before
    assert rebuild() == 0

"""A18, F2: what an agreement is under comes in with a file, wherever the umbrella stands in it, and goes out again."""

import json

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from partnerships.drafting.services.writing import draft_agreement
from partnerships.elsewhere.services.recording import start_record
from partnerships.models import Agreement, LocalText, Partnership
from partnerships.rules.lifecycle import ImportStatus
from partnerships.umbrella.services.making import expect
from partnerships.workbooks.services.exporting import exported, template
from pes_partnerships.accounts.models import Membership, Office
from tests.factories.forming import BY, make_partnership
from tests.factories.portfolios import book_with, checked_workbook, undo, write
from tests.pages import words_on

HEADINGS = ["Partnership", "Agreement", "Signed", "In force", "Umbrella partnership", "Umbrella agreement"]
NATIONAL = ["N", "Framework 2024", "2023-12", "2024", "", ""]
PLACES = {"N": "National framework", "A": "Pact of Alytus", "B": "Pact of Birzai"}


def file_with(*agreements: list[str], places: dict[str, str] = PLACES, office: str = "") -> ContentFile:
    rows = [[number, name, "LT", "" if number == "N" else office] for number, name in places.items()]
    sheets = {"Partnerships": [["Your number", "Name", "Country", "Office"], *rows],
              "Agreements": [HEADINGS, *agreements]}  # fmt: skip
    return book_with(sheets)


def local(number: str, parent: str = "", title: str = "", *, own: str = "") -> list[str]:
    return [number, own or f"Agreement of {number}", "2024-02", "2024-03", parent, title]


@pytest.fixture
def brought(in_scope):
    """Checks a file, and writes it where nothing is left to decide."""

    def brought(*agreements: list[str], **more: object):
        found = checked_workbook(in_scope.service, in_scope.lina, file_with(*agreements, **more))
        assert [(row.number, row.problems) for row in found.lines.filter(is_open=True)] == []
        return write(found)

    return brought


@pytest.fixture
def problems(in_scope):
    """What a file is told, by line."""

    def problems(*agreements: list[str], **more: object) -> dict[int, str]:
        found = checked_workbook(in_scope.service, in_scope.lina, file_with(*agreements, **more))
        rows = found.lines.filter(kind="agreements")
        return {row.number: each["text"] for row in rows for each in row.problems}

    return problems


def parents() -> dict[str, str]:
    rows = Agreement.objects.exclude(parent=None).select_related("parent")
    return {row.title: row.parent.title for row in rows}


def in_file(in_scope, file) -> dict[tuple[str, int], dict]:
    """What a file would change."""
    found = checked_workbook(in_scope.service, in_scope.lina, file)
    assert [row.problems for row in found.lines.all() if row.problems] == []
    return {(row.kind, row.number): row.before or row.plan for row in found.lines.exclude(plan="same")}


@pytest.mark.parametrize(
    ("parent", "title"),
    [
        ("N", ""),
        ("National framework", ""),
        ("n", "framework 2024"),
        ("", "Framework 2024"),
        ("Framework 2024", ""),
        ("", "National framework"),
    ],
)
def test_an_umbrella_of_a_later_line_is_found_by_number_name_or_title(brought, parent, title):
    brought(local("A", parent, title), NATIONAL)
    assert parents() == {"Agreement of A": "Framework 2024"}


def test_one_that_is_stored_is_found(brought):
    brought(NATIONAL, places={"N": "National framework"})
    brought(local("A", "N"), places={"A": "Pact of Alytus"})
    brought(local("B", "", "Framework 2024"), places={"B": "Pact of Birzai"})
    assert parents() == {"Agreement of A": "Framework 2024", "Agreement of B": "Framework 2024"}


def test_of_several_editions_it_is_the_named_one_else_the_newest(brought):
    newer = ["N", "Framework 2026", "2025-12", "2026", "", ""]
    older = ["N", "Framework 2024", "2023-12", "2024", "", ""]
    sheets = [[*older], newer, local("A", "N", "Framework 2024"), local("B", "N")]
    sheets[0][3] = "2024/2025"
    brought(*sheets)
    assert parents() == {"Agreement of A": "Framework 2024", "Agreement of B": "Framework 2026"}


@pytest.mark.parametrize("suffix", ["xlsx", "zip", "json"])
def test_what_went_out_changes_nothing_when_it_comes_in(brought, in_scope, suffix):
    brought(local("A", "N"), local("B", "", "Framework 2024"), NATIONAL)
    keys = list(Partnership.objects.order_by("title").values_list("pk", flat=True))
    content = exported(keys, suffix)
    if suffix == "json":
        said = {line["title"]: line.get("parent") for line in json.loads(content)["agreements"]}
        assert said == {"Agreement of A": "N", "Agreement of B": "N", "Framework 2024": None}

    assert in_file(in_scope, ContentFile(content, name=f"portfolio.{suffix}")) == {}
    assert in_file(in_scope, file_with(local("A", "N"), local("B", "", "Framework 2024"), NATIONAL)) == {}


def test_an_export_rebuilds_the_umbrellas_of_an_emptied_portfolio(brought, in_scope):
    found = brought(local("A", "N"), NATIONAL)
    content = exported(list(Partnership.objects.values_list("pk", flat=True)), "json")
    assert undo(found, in_scope.lina).status == ImportStatus.UNDONE
    assert not Agreement.objects.exists()
    said = json.loads(content)
    for line in said["partnerships"]:
        line["own_number"] = line.pop("record")  # theirs, in another service

    file = ContentFile(json.dumps(said).encode(), name="portfolio.json")
    write(checked_workbook(in_scope.service, in_scope.lina, file))

    assert parents() == {"Agreement of A": "Framework 2024"}


def test_a_corrected_file_moves_it_and_the_undo_moves_it_back(brought, in_scope):
    brought(local("A", "N"), local("B"), NATIONAL)
    again = brought(local("A", "B"), local("B", "N"), NATIONAL)
    assert parents() == {"Agreement of A": "Agreement of B", "Agreement of B": "Framework 2024"}
    changes = {row.number: row.before for row in again.lines.filter(kind="agreements", plan="change")}
    assert changes == {
        2: {"parent": "N", "parent_agreement": "Framework 2024"},
        3: {"parent": "", "parent_agreement": ""},
    }

    assert undo(again, in_scope.lina).status == ImportStatus.UNDONE

    assert parents() == {"Agreement of A": "Framework 2024"}


def test_the_undo_of_the_file_that_brought_the_umbrella_empties_what_was_put_under_it(brought, in_scope):
    brought(local("A"), places={"A": "Pact of Alytus"})
    again = brought(local("A", "N"), NATIONAL, places={"N": "National framework"})
    assert parents() == {"Agreement of A": "Framework 2024"}

    assert undo(again, in_scope.lina).status == ImportStatus.UNDONE

    assert (parents(), Agreement.objects.count()) == ({}, 1)


def test_a_circle_is_said_on_each_of_its_lines(problems):
    text = (
        "These agreements are umbrellas of each other: “Agreement of A”, “Agreement of B”. "
        "Change the umbrella of one of them."
    )
    assert problems(local("A", "B"), local("B", "A"), NATIONAL) == {2: text, 3: text}


def test_a_circle_through_what_is_stored_is_seen(brought, problems):
    brought(local("A", "N"), NATIONAL)
    [(line, text)] = problems(["N", "Framework 2024", "", "", "A", ""]).items()
    assert line == 2
    assert "“Framework 2024”, “Agreement of A”" in text


def test_editions_that_are_over_close_no_circle(brought):
    """A was under B once; later B went under A."""
    brought(
        ["A", "A old", "2010", "2010/2014", "B", "B old"],
        ["A", "A new", "2015", "2015", "", ""],
        ["B", "B old", "2010", "2010/2014", "", ""],
        ["B", "B new", "2015", "2015", "A", "A new"],
    )
    assert parents() == {"A old": "B old", "B new": "A new"}


def test_what_cannot_be_an_umbrella_is_said_in_words(problems, brought, in_scope):
    brought(NATIONAL)
    draft_agreement(partnership=make_partnership(in_scope.service, "Only a draft"), by=BY, title="Draft pact")

    assert problems(local("A", "A")) == {
        2: "An agreement is not under another one of its own partnership. Enter the umbrella’s partnership."
    }
    assert problems(local("A", "Atlantis")) == {
        2: "“Atlantis” is neither an agreement of the file nor one of the portfolio."
    }
    assert problems(local("A", "Only a draft")) == {
        2: "“Draft pact” is not signed yet. Only a signed agreement has others under it."
    }
    start_record(partnership=Partnership.objects.get(reference="B"), by=BY, title="Begun")
    assert problems(local("A", "Begun")) == {
        2: "The record of “Begun” is not saved yet. Save it first, or leave the umbrella out."
    }
    assert problems(local("A", "N", "Framework 1999")) == {
        2: "“Framework 1999” is neither an agreement of the file nor one of the portfolio."
    }
    twice = {"N": "Twin", "A": "Pact of Alytus", "B": "Twin"}
    assert problems(local("A", "Twin"), NATIONAL, places=twice) == {
        2: "“Twin” fits several agreements. Enter the number of the partnership and the title."
    }


def test_another_services_agreement_is_not_found(problems, brought, in_scope):
    brought(NATIONAL)
    Partnership.objects.filter(reference="N").update(service=in_scope.other_service)
    assert problems(local("A", "Framework 2024"), places={"A": "Pact of Alytus"}) == {
        2: "“Framework 2024” is neither an agreement of the file nor one of the portfolio."
    }


def test_an_office_names_its_own_and_keeps_what_is_stored(brought, in_scope):
    """X1: the national text is not of its office, so that a file of the office cannot put a text under it."""
    office = Office.objects.create(service=in_scope.service, name="Alytus office")
    brought(local("A", "N"), local("B"), NATIONAL, office=office.name)
    Membership.objects.filter(user=in_scope.lina).update(office=office)
    places = {"A": "Pact of Alytus", "B": "Pact of Birzai"}

    found = checked_workbook(
        in_scope.service, in_scope.lina, file_with(local("A", "N"), local("B", "N"), places=places, office=office.name)
    )

    rows = found.lines.filter(kind="agreements").order_by("number")
    assert [(row.plan, [each["code"] for each in row.problems]) for row in rows] == [
        ("same", []),
        ("same", ["no_umbrella"]),
    ]


def test_the_lines_may_come_in_without_an_umbrella(in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    found = checked_workbook(
        in_scope.service, in_scope.lina, file_with(local("A", "Atlantis"), local("B", "Eldorado"), NATIONAL)
    )
    page = reverse("partnerships:workbook_check", args=[found.pk])
    shown = lina.get(page)
    assert "2 agreements name umbrellas that neither the file nor the portfolio has." in words_on(shown)
    [name] = {word.split('"')[0] for word in shown.content.decode().split('name="answer-')[1:]}

    lina.post(page, {f"answer-{name}": "clear"})

    found.refresh_from_db()
    assert found.counts["agreements"]["open"] == 0
    write(found)
    assert parents() == {}
    assert Agreement.objects.count() == 3


def test_a_text_signed_here_is_put_under_nothing_by_a_file(brought, problems):
    brought(local("A"), NATIONAL)
    Agreement.objects.filter(title="Agreement of A").update(origin="here")
    [text] = problems(local("A", "N"), NATIONAL).values()
    assert "was signed here and never changes" in text


def below() -> dict[str, str]:
    """Whose partnership counts for an office below an umbrella."""
    rows = LocalText.objects.select_related("office", "partnership")
    return {row.office.name: row.partnership.title if row.partnership else "" for row in rows}


def test_it_counts_below_the_umbrella_as_the_one_of_its_office(brought, in_scope, sign_in):
    office = Office.objects.create(service=in_scope.service, name="Alytus office")
    places = {"N": "National framework", "A": "Pact of Alytus"}

    found = brought(local("A", "N"), NATIONAL, places=places, office=office.name)

    assert below() == {"Alytus office": "Pact of Alytus"}
    umbrella = Partnership.objects.get(reference="N")
    words = words_on(sign_in(in_scope.lina).get(reverse("partnerships:local_texts", args=[umbrella.pk])))
    assert "Alytus office" in words
    assert undo(found, in_scope.lina).status == ImportStatus.UNDONE
    assert not LocalText.objects.exists()


def test_an_office_that_was_expected_to_make_one_is_expected_again_after_an_undo(brought, in_scope):
    office = Office.objects.create(service=in_scope.service, name="Alytus office")
    brought(NATIONAL, places={"N": "National framework"})
    expect(umbrella=Partnership.objects.get(reference="N"), places=[office], by=BY)
    found = brought(local("A", "N"), places={"A": "Pact of Alytus"}, office=office.name)
    assert below() == {"Alytus office": "Pact of Alytus"}

    undo(found, in_scope.lina)

    assert below() == {"Alytus office": ""}


def test_what_was_moved_counts_below_the_other_umbrella(brought, in_scope):
    office = Office.objects.create(service=in_scope.service, name="Alytus office")
    places = {"N": "National framework", "A": "Pact of Alytus", "B": "Pact of Birzai"}
    rows = (["B", "Regional framework", "2023", "2023", "", ""], NATIONAL)
    brought(local("A", "N"), *rows, places=places, office=office.name)

    again = brought(local("A", "B"), *rows, places=places, office=office.name)

    where = LocalText.objects.values_list("umbrella__reference", "partnership__reference")
    assert list(where) == [("B", "A")]
    undo(again, in_scope.lina)
    assert list(where.all()) == [("N", "A")]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_template_comes_in_as_it_is(in_scope, language):
    """Its lines are one small portfolio: a framework agreement, and a local one under it."""
    call_command("load_reference", verbosity=0)
    with translation.override(language):
        file = ContentFile(template(), name="template.xlsx")
        found = checked_workbook(in_scope.service, in_scope.lina, file)
        told = [(row.sheet, row.number, row.problems, row.duplicates) for row in found.lines.all()]
        assert [each for each in told if each[2] or each[3]] == []

        write(found)

    assert [row.parent is None for row in Agreement.objects.order_by("signed")] == [True, False]
    assert found.lines.filter(target=None).count() == 0

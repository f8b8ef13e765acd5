"""F2: a person brings a portfolio in through the pages: sheets, columns, decisions, writing, undoing."""

import json

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from partnerships import hooks
from partnerships.models import Agreement, Organisation, Partnership, WorkbookImport
from partnerships.shared.services.partnerships import change_partnership
from partnerships.workbooks.services import running, settling
from partnerships.workbooks.views import check
from pes_partnerships.ledger.services import Actor
from tests.factories import make_partnership
from tests.factories.portfolios import ONE, book_with
from tests.pages import words_on
from tests.partnerships.workbooks.test_round_trip import PORTFOLIO


def url(name: str, *keys: object) -> str:
    return reverse(f"partnerships:{name}", args=keys)


@pytest.fixture
def lina(in_scope, sign_in):
    return sign_in(in_scope.lina)


def uploaded(lina, sheets) -> WorkbookImport:
    answer = lina.post(url("workbooks"), {"file": book_with(sheets)})
    assert answer.status_code == 302
    return WorkbookImport.objects.latest("pk")


def matched(lina, sheets, **more) -> WorkbookImport:
    """Uploaded, and checked as the product guessed."""
    found = uploaded(lina, sheets)
    form = lina.get(url("workbook_sheets", found.pk)).context["form"]
    typed = {field.html_name: field.value() or "" for field in form}
    answer = lina.post(url("workbook_sheets", found.pk), {**typed, **more}, follow=True)
    assert answer.status_code == 200
    found.refresh_from_db()
    return found


def sheets_with(**changed: list[list[object]]) -> dict[str, list[list[object]]]:
    return {**json.loads(json.dumps(PORTFOLIO)), **changed}


def case_on(page, words: str) -> dict:
    return next(shown for shown in page.context["cases"] if words in shown["case"].text)


def test_the_guesses_are_right_and_all_of_it_is_written(lina):
    found = matched(lina, PORTFOLIO)
    page = lina.get(url("workbook_check", found.pk))
    assert "All 19 lines are decided." in words_on(page)

    page = lina.get(url("workbook_write", found.pk))
    assert "Write 2 partnerships" in words_on(page)
    lina.post(url("workbook_write", found.pk))

    settling.settle(WorkbookImport.objects.get())
    assert Partnership.objects.count() == 2
    assert "View the portfolio" in words_on(lina.get(url("workbook", found.pk)))


@time_machine.travel("2026-03-02")
def test_before_it_is_written_it_says_what_the_portfolio_will_hold(lina):
    partnerships = [
        *PORTFOLIO["Partnerships"],
        ["P-9", "Begins later", "LT", "local", ""],
        ["P-10", "Over", "LT", "local", ""],
        ["P-11", "Ends soon", "LT", "local", ""],
        ["P-12", "Not agreed yet", "LT", "local", ""],
    ]
    agreements = [
        *PORTFOLIO["Agreements"],
        ["P-9", "Pact", "", "2027", "", "formal"],
        ["P-10", "Pact", "", "2019", "2022", "formal"],
        ["P-11", "Pact", "", "2019", "30.04.2026", "formal"],
    ]
    found = matched(lina, sheets_with(Partnerships=partnerships, Agreements=agreements))

    words = words_on(lina.get(url("workbook_write", found.pk)))
    assert (
        "Partnerships 3 in force 1 of them ends by 31 May 2026 1 whose agreement begins later 1 ended or lapsed "
        "1 in preparation, without an agreement Agreements 6, recorded from texts signed elsewhere."
    ) in words
    assert "Reviews 3 are planned, each counted from the last one held." in words

    lina.post(url("workbook_write", found.pk))
    settling.settle_all()
    with scope(service=found.service):
        said = Partnership.objects.with_status(timezone.localdate()).values_list("reference", "status")
    assert dict(said) == {
        **{"P-7": "in_force", "P-8": "in_force", "P-11": "expiring"},
        **{"P-9": "signed", "P-10": "lapsed", "P-12": "preparing"},
    }


def test_titles_above_the_headings_and_european_dates(lina):
    rows = [["Partnerships of the office Northport – as of 31.12.2025"], [], *PORTFOLIO["Partnerships"]]
    found = matched(lina, {"Partnerships": rows})

    page = lina.get(url("workbook_check", found.pk))

    assert "All 2 lines are decided." in words_on(page)
    assert "Headings in line 3" in words_on(page)


def test_a_party_that_takes_no_part_is_made_a_participant_or_left_out(lina):
    parties = [*PORTFOLIO["Parties"], ["P-8", "Strong together", "OCMW Geel", "", ""]]
    found = matched(lina, sheets_with(Parties=parties))
    page = lina.get(url("workbook_check", found.pk))
    assert "1 waits for your decision" in words_on(page)
    case = case_on(page, "OCMW Geel")["case"]

    lina.post(url("workbook_check", found.pk), {f"answer-{case.key}": "skip"})

    found.refresh_from_db()
    assert not found.lines.filter(is_open=True).exists()
    assert found.counts["parties"]["skip"] == 1


def test_parties_alone_become_participants_with_one_category_for_all(lina):
    parties = [["Partnership", "Party"], ["P-7", "LO"], ["P-7", "NHO"], ["P-8", "LO"]]
    agreements = PORTFOLIO["Agreements"]
    found = matched(lina, {"Partnerships": PORTFOLIO["Partnerships"], "Agreements": agreements, "Parties": parties})
    page = lina.get(url("workbook_check", found.pk))
    [shown] = page.context["cases"]
    assert shown["case"].title == "3 parties take no part in their partnership."
    lina.post(url("workbook_check", found.pk), {f"answer-{shown['case'].key}": "same"})
    page = lina.get(url("workbook_check", found.pk))
    [shown] = page.context["cases"]
    assert shown["case"].title == "3 organisations are not in the registry, and their category is missing."

    lina.post(url("workbook_check", found.pk), {f"answer-{shown['case'].key}": "set:social_partner"})
    lina.post(url("workbook_write", found.pk))

    assert sorted(Organisation.objects.values_list("name", "category")) == [
        ("LO", "social_partner"),
        ("NHO", "social_partner"),
    ]


def test_a_number_that_a_spreadsheet_destroyed_is_entered_on_the_page(lina):
    values = [*PORTFOLIO["Values"][:2], ["P-7", "Agreement 2019–2022", "Sickness absence", "2021", "########", "NAV"]]
    found = matched(lina, sheets_with(Values=values))
    page = lina.get(url("workbook_check", found.pk))
    [shown] = page.context["cases"]  # a cell that was destroyed is not missing as well
    [cell] = shown["cells"]

    wrong = lina.post(url("workbook_check", found.pk), {cell["name"]: "six"})
    assert wrong.status_code == 422
    assert "“six” is not a number." in words_on(wrong)
    assert 'value="six"' in wrong.content.decode()
    lina.post(url("workbook_check", found.pk), {cell["name"]: "6.3"})

    found.refresh_from_db()
    assert not found.lines.filter(is_open=True).exists()
    assert found.lines.get(kind="values", number=3).values["value"] == "6.3"


def test_what_is_missing_is_entered_on_the_page(lina):
    """Who is told to enter something has the field for it beside the words."""
    sheets = sheets_with(Partnerships=[*PORTFOLIO["Partnerships"], ["P-99", *[""] * 5]])
    found = matched(lina, sheets)
    shown = case_on(lina.get(url("workbook_check", found.pk)), "The name of the partnership is missing.")
    [cell] = shown["cells"]

    lina.post(url("workbook_check", found.pk), {cell["name"]: "Second chance Kaunas"})

    found.refresh_from_db()
    assert not found.lines.filter(is_open=True).exists()
    assert found.lines.get(kind="partnerships", values__own_number="P-99").values["title"] == "Second chance Kaunas"


def test_a_refused_page_keeps_every_answer(lina):
    values = [*PORTFOLIO["Values"][:2], ["P-7", "Agreement 2019–2022", "Sickness absence", "2021", "########", "NAV"]]
    parties = [*PORTFOLIO["Parties"], ["P-8", "Strong together", "OCMW Geel", "", ""]]
    found = matched(lina, sheets_with(Values=values, Parties=parties))
    page = lina.get(url("workbook_check", found.pk))
    [cell] = next(shown for shown in page.context["cases"] if shown["cells"])["cells"]
    case = case_on(page, "OCMW Geel")["case"]

    refused = lina.post(url("workbook_check", found.pk), {cell["name"]: "lots", f"answer-{case.key}": "skip"})

    assert refused.status_code == 422
    chosen = [answer["value"] for answer in case_on(refused, "OCMW Geel")["answers"] if answer["is_chosen"]]
    assert chosen == ["skip"]
    assert 'value="lots"' in refused.content.decode()


def test_what_is_decided_on_a_large_file_is_checked_by_the_worker(lina):
    parties = [*PORTFOLIO["Parties"], ["P-8", "Strong together", "OCMW Geel", "", ""]]
    found = matched(lina, sheets_with(Parties=parties))
    case = case_on(lina.get(url("workbook_check", found.pk)), "OCMW Geel")["case"]
    WorkbookImport.objects.update(size=10**6)

    lina.post(url("workbook_check", found.pk), {f"answer-{case.key}": "skip"})

    found.refresh_from_db()
    assert found.status == "queued"
    assert "lines checked" in words_on(lina.get(url("workbook", found.pk)))
    running.run_workbooks()
    found.refresh_from_db()
    assert (found.status, found.lines.filter(is_open=True).exists()) == ("checked", False)


def test_a_word_of_no_list_is_answered_once_for_all_its_lines(lina):
    parties = [["Partnership", "Agreement", "Party", "Role in the agreement"]]
    parties += [["P-7", "Agreement 2025–2028", name, role] for name, role in (("LO", "Coordinates"), ("NHO", "Pays"))]
    parties += [["P-8", "Strong together", "LO", "coordinates"]]
    found = matched(lina, sheets_with(Parties=parties))
    shown = case_on(lina.get(url("workbook_check", found.pk)), "is not in the list")
    assert shown["case"].title == "2 entries in “Role in the agreement” are not in the list."
    coordinates, pays = shown["cells"]
    assert coordinates["label"] == "“Coordinates” in 2 lines"

    lina.post(url("workbook_check", found.pk), {coordinates["name"]: "lead", pays["name"]: "-"})

    found.refresh_from_db()
    assert not found.lines.filter(is_open=True).exists()
    roles = found.lines.filter(kind="parties").order_by("number").values_list("values__role", flat=True)
    assert list(roles) == ["lead", None, "lead"]


def test_a_cell_that_could_not_be_read_is_not_also_missing(lina):
    """One cell, one question: two with the same names would decide on one line in two ways."""
    head = PORTFOLIO["Values"][0]
    values = [head, ["P-7", "Agreement 2019–2022", "Sickness absence", "32.13.2021", "########", "NAV"]]
    found = matched(lina, sheets_with(Values=values))

    (line,) = found.lines.filter(kind="values")

    assert [each["column"] for each in line.problems] == ["as_of", "value"]
    names = [shown["case"].key for shown in lina.get(url("workbook_check", found.pk)).context["cases"]]
    assert len(names) == len(set(names)) == 2


def test_two_cells_of_one_line_are_entered_at_once(lina):
    head = PORTFOLIO["Values"][0]
    values = [head, ["P-7", "Agreement 2019–2022", "Sickness absence", "32.13.2021", "########", "NAV"]]
    found = matched(lina, sheets_with(Values=values))
    cases = lina.get(url("workbook_check", found.pk)).context["cases"]
    day, value = (cell["name"] for shown in cases for cell in shown["cells"])

    lina.post(url("workbook_check", found.pk), {day: "2021-12-31", value: "6.3"})

    said = found.lines.get(kind="values").values
    assert (said["as_of"], said["value"]) == ("2021-12-31", "6.3")


def test_a_category_of_no_list_is_not_also_missing_until_it_is_left_empty(lina):
    participants = [["Partnership", "Participant", "Category"], ["P-8", "OCMW Geel", "a centre"]]
    found = matched(lina, {"Partnerships": PORTFOLIO["Partnerships"], "Participants": participants})
    [shown] = lina.get(url("workbook_check", found.pk)).context["cases"]
    [cell] = shown["cells"]
    assert cell["cell"] == "a centre"

    lina.post(url("workbook_check", found.pk), {cell["name"]: "-"})

    [shown] = lina.get(url("workbook_check", found.pk)).context["cases"]
    assert "its category is missing" in shown["case"].text


def test_an_answer_that_was_not_offered_decides_nothing(lina):
    parties = [*PORTFOLIO["Parties"], ["P-8", "Strong together", "OCMW Geel", "", ""]]
    found = matched(lina, sheets_with(Parties=parties))
    case = case_on(lina.get(url("workbook_check", found.pk)), "OCMW Geel")["case"]

    for answer in ("same:1", "set:lead", "new"):
        lina.post(url("workbook_check", found.pk), {f"answer-{case.key}": answer})

    [line] = found.lines.filter(is_open=True)
    assert line.decision.get("answer", "") == ""


def test_a_line_quite_unlike_its_record_is_a_decision_never_a_renaming(lina, in_scope):
    make_partnership(in_scope.service, "Learning-and-work desk Mechelen", reference="P-7")
    found = matched(lina, {"Partnerships": PORTFOLIO["Partnerships"]})
    page = lina.get(url("workbook_check", found.pk))
    case = case_on(page, "quite unlike the record")["case"]

    lina.post(url("workbook_check", found.pk), {f"answer-{case.key}": "new"})
    lina.post(url("workbook_write", found.pk))

    assert Partnership.objects.get(reference="P-7").title == "Learning-and-work desk Mechelen"
    assert Partnership.objects.filter(title="Inclusive Working Life Agreement").exists()


def test_days_that_read_two_ways_are_asked_once_for_the_file(lina):
    agreements = [PORTFOLIO["Agreements"][0], ["P-7", "Pact", "03/04/2024", "03/04/2024", "05/06/2026", ""]]
    found = matched(lina, {"Partnerships": PORTFOLIO["Partnerships"], "Agreements": agreements})
    page = lina.get(url("workbook_check", found.pk))
    assert "3 cells, such as “03/04/2024”" in words_on(page)

    lina.post(url("workbook_check", found.pk), {"days": "day"})

    found.refresh_from_db()
    assert found.lines.get(kind="agreements").values["ends"] == "2026-06-05"
    assert not found.lines.filter(is_open=True).exists()


def test_one_category_for_the_whole_file(lina):
    participants = [["Partnership", "Participant"], ["P-8", "OCMW Turnhout"], ["P-8", "OCMW Geel"]]
    sheets = {"Partnerships": PORTFOLIO["Partnerships"], "Participants": participants}
    found = matched(lina, sheets, **{"value-participants.category": "local_government"})
    lina.post(url("workbook_write", found.pk))

    assert set(Organisation.objects.values_list("category", flat=True)) == {"local_government"}


def test_a_file_that_cannot_be_read_says_why(lina):
    from django.core.files.base import ContentFile

    page = lina.post(url("workbooks"), {"file": ContentFile(b'{"a": 1}', name="x.json")})

    assert page.status_code == 422
    assert "The JSON file must hold one list for each sheet" in words_on(page)


def test_undone_on_its_page(lina):
    found = matched(lina, PORTFOLIO)
    lina.post(url("workbook_write", found.pk))
    settling.settle(WorkbookImport.objects.get())
    assert "What the import made is removed" in words_on(lina.get(url("workbook_undo", found.pk)))

    lina.post(url("workbook_undo", found.pk))

    assert not Partnership.objects.exists()
    assert "Lina undid this import as a whole" in words_on(lina.get(url("workbook", found.pk)))


def test_a_large_one_is_undone_by_the_worker_who_looks_again(lina, in_scope):
    found = matched(lina, PORTFOLIO)
    lina.post(url("workbook_write", found.pk))
    settling.settle(WorkbookImport.objects.get())
    WorkbookImport.objects.update(size=10**6)

    lina.post(url("workbook_undo", found.pk))
    assert "The import is being undone" in words_on(lina.get(url("workbook", found.pk)))
    assert Partnership.objects.count() == 2

    ia = Partnership.objects.get(reference="P-7")
    change_partnership(partnership=ia, by=Actor.user(in_scope.lina), challenge="Absence from work")
    running.run_workbooks()

    assert Partnership.objects.count() == 2
    assert "View the portfolio" in words_on(lina.get(url("workbook", found.pk)))
    assert "It can no longer be undone as a whole" in words_on(lina.get(url("workbook_undo", found.pk)))


def test_an_error_while_it_is_undone_changes_nothing_and_is_told(lina, monkeypatch):
    found = matched(lina, PORTFOLIO)
    lina.post(url("workbook_write", found.pk))
    settling.settle(WorkbookImport.objects.get())
    monkeypatch.setattr(hooks.import_undone, "functions", [lambda **_made: 1 / 0])

    page = lina.post(url("workbook_undo", found.pk), follow=True)

    assert "Nothing was undone The import could not be undone because of an unexpected error." in words_on(page)
    assert Partnership.objects.count() == 2


def test_what_could_not_follow_is_said_on_its_page(lina, monkeypatch):
    found = matched(lina, PORTFOLIO)
    lina.post(url("workbook_write", found.pk))
    text = Agreement.objects.get(title="Strong together")

    def stays_open(partnership, **_rest):
        return [text.pk] if partnership == text.partnership_id else 1 / 0

    fine = list(hooks.partnership_brought.functions)
    monkeypatch.setattr(hooks.partnership_brought, "functions", [stays_open])
    settling.settle_all()
    page = lina.get(url("workbook", found.pk))
    assert "Local partnership Kempen Another version is in preparation" in words_on(page)
    assert reverse("partnerships:record", args=[text.pk]) in page.content.decode()
    assert "Inclusive Working Life Agreement Reviews and commitments did not follow" in words_on(page)

    monkeypatch.setattr(hooks.partnership_brought, "functions", fine)
    settling.settle_all()
    page = lina.get(url("workbook", found.pk))
    assert "Local partnership Kempen Another version" in words_on(page)
    assert "unexpected error" not in words_on(page)


@pytest.mark.parametrize("name", ["workbooks", "workbook_template", "portfolio_export"])
def test_files_can_be_had(lina, in_scope, name):
    make_partnership(in_scope.service)
    assert lina.get(url(name)).status_code == 200


@pytest.mark.parametrize("name", ["days", "centuries", "decimals"])
def test_an_answer_that_nobody_offered_is_none(lina, name):
    """It would stay with the import, whose page everybody of the service opens."""
    found = matched(lina, PORTFOLIO)

    answer = lina.post(url("workbook_check", found.pk), {name: "<b>"}, follow=True)

    assert answer.status_code == 200
    found.refresh_from_db()
    assert not found.options.get(name)


def test_a_thousand_lines_are_asked_about_in_parts_and_numbers_are_grouped(lina, monkeypatch):
    """What is loaded for one page does not grow with the file; the rest follows when the first are decided."""
    monkeypatch.setattr(check, "AT_ONCE", 1000)
    sheets = {
        "Partnerships": [["Your number", "Name", "Country"], ["P-1", "Local pact Alytus", "LT"]],
        "Objectives": [["Partnership", "Objective"], *([f"X-{number}", f"Aim {number}"] for number in range(1200))],
    }
    found = matched(lina, sheets)

    page = lina.get(url("workbook_check", found.pk))

    assert "1,200 wait for your decision" in words_on(page)
    assert "200 more lines follow when these are decided." in words_on(page)
    title = "1,000 lines name partnerships that neither the file nor the portfolio has."
    assert title in words_on(page)
    [name] = {word.split('"')[0] for word in page.content.decode().split('name="answer-')[1:]}
    lina.post(url("workbook_check", found.pk), {f"answer-{name}": "skip"})
    found.refresh_from_db()
    assert found.lines.filter(is_open=True).count() == 200
    assert "follow when these are decided" not in words_on(lina.get(url("workbook_check", found.pk)))


def test_steps_name_what_is_still_to_be_done(lina):
    """With nothing to decide, no decision is announced."""
    found = matched(lina, ONE)
    assert "You decide on the open lines" not in words_on(lina.get(url("workbook_check", found.pk)))
    other = matched(lina, {**ONE, "Objectives": [["Partnership", "Objective"], ["X-9", "Aim"]]})
    assert "You decide on the open lines" in words_on(lina.get(url("workbook_check", other.pk)))


def test_one_organisation_is_not_called_all_of_them(lina):
    sheets = {**ONE, "Participants": [["Partnership", "Participant"], ["P-1", "Town library of Alytus"]]}
    page = words_on(lina.get(url("workbook_check", matched(lina, sheets).pk)))
    assert "All of them" not in page
    sheets["Participants"].append(["P-1", "School of Alytus"])
    assert "All of them: NGO" in words_on(lina.get(url("workbook_check", matched(lina, sheets).pk)))

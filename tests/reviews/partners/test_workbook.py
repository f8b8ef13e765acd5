"""R8, R3: a campaign as one workbook: the same statements and answers as by the links, entered once."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook

from pes_partnerships.ledger.models import LedgerEntry, PrivateValue
from pes_partnerships.outbox.models import OutboxMail
from reviews.models import PartnerPart, PartnerStatement, Review
from reviews.partners.rules.returning import ANSWERED, CHANGED, EMPTY, NEW, SAME, PartKey, fate_of
from tests.factories.partners_in_reviews import JONAS, MUNICIPALITY, proposed
from tests.factories.workbooks import (
    YOUTH,
    book_of,
    checked,
    entered,
    fill,
    filled,
    headings_of,
    of,
    page_of,
)
from tests.pages import typed_in, words_on


def said_by(statement: PartnerStatement) -> tuple:
    records = [(row.text, row.says, row.words, row.by_day) for row in statement.records.all()]
    figures = [(row.objective_id, row.says, *row.measured.values()) for row in statement.figures.all()]
    view = (statement.works, statement.works_not, statement.change, statement.worth)
    return statement.by_name, statement.by_office, view, records, figures


def test_the_workbook_explains_and_locks_what_is_not_to_be_changed(lina, campaign):
    book = book_of(lina, campaign)
    assert book.sheetnames == ["Read first", "Parts", "Record and figures", "Answers to choose from"]
    parts, questions = book["Parts"], book["Record and figures"]
    assert {row[2].value for row in parts.iter_rows(min_row=2)} >= {MUNICIPALITY, YOUTH}
    assert all(page.protection.sheet for page in book)
    line = parts[2]
    locked = [heading for heading, cell in zip(headings_of(parts), line, strict=True) if cell.protection.locked]
    assert locked == [*headings_of(parts)[:6], *headings_of(parts)[-3:]]
    assert any("Gives rooms in two libraries." in row[3].value for row in questions.iter_rows(min_row=2))
    assert len(questions.data_validations.dataValidation) > 0


def test_one_partner_gets_its_own_lines_alone(lina, campaign):
    part = PartnerPart.objects.get(email=JONAS)
    assert str(part.participation_id) in lina.get(page_of(campaign)).content.decode()
    book = book_of(lina, campaign, partner=part.participation_id)
    assert {row[2].value for name in ("Parts", "Record and figures") for row in book[name].iter_rows(min_row=2)} == {
        MUNICIPALITY
    }


def test_what_a_partner_saved_and_did_not_send_is_not_in_it(lina, campaign):
    PartnerPart.objects.update(typed={"view-works": ["Not sent"]}, saved_at="2026-11-01T09:00Z")
    assert "Not sent" not in [cell.value for page in book_of(lina, campaign) for row in page for cell in row]


def test_nothing_is_entered_before_the_check_and_then_it_is_the_same_as_by_link(lina, campaign, in_scope):
    shown = checked(lina, campaign, filled(book_of(lina, campaign)))
    assert shown.status_code == 200
    assert not PartnerStatement.objects.exists()
    assert "Enter the answers of 1 part" in words_on(shown)
    assert "Since May." in words_on(shown)

    answer = entered(lina, campaign, shown)

    assert answer.url == reverse("reviews:campaign", args=[campaign.pk])
    statement = PartnerStatement.objects.get()
    assert (statement.part.party_name, statement.taken_in_by) == (MUNICIPALITY, in_scope.lina)
    assert [row.words for row in statement.records.all()] == ["Since May."] * statement.records.count()
    assert (statement.figures.get().value, str(statement.figures.get().as_of)) == (41, "2026-11-20")
    entry = LedgerEntry.objects.get(act="review.partner_taken_in")
    assert (entry.after["entered_for"], entry.after["receipt"]) == (MUNICIPALITY, statement.receipt)
    assert set(PrivateValue.objects.filter(entry=entry).values_list("key", "value")) == {
        ("actor", "Lina"),
        ("who_answers", "Jonas Jonaitis"),
    }
    by_link = typed_by_link(lina, statement)
    assert said_by(by_link) == said_by(statement)


def typed_by_link(lina, statement: PartnerStatement) -> PartnerStatement:
    """The same typed into the page behind the partner's link, and sent."""
    statement.part.refresh_from_db()
    link = OutboxMail.objects.filter(kind="part_requested", to_address=JONAS).latest("created_at").secrets["link"]
    path = "/" + link.split("/", 3)[3]
    form = typed_in(lina.get(f"{path}?change=1"), "view-works")
    form |= {"view-works": "Firms call us.", "who-name": "Jonas Jonaitis", "check": "1"}
    for name in list(form):
        if name.startswith("figure-") and name.endswith("-value"):
            prefix = name.removesuffix("-value")
            form |= {f"{prefix}-says": "newer", f"{prefix}-value": "41", f"{prefix}-source": "Own list"}
            form |= {f"{prefix}-as_of_{each}": text for each, text in
                     (("day", "20"), ("month", "11"), ("year", "2026"))}  # fmt: skip
        if name.startswith(("duty-", "gift-")) and name.endswith("-words"):
            form |= {name: "Since May.", f"{name.removesuffix('-words')}-says": "not_quite"}
    lina.post(path, form)
    lina.post(f"{path}check/", typed_in(lina.get(f"{path}check/"), "once"))
    return statement.part.statements.last()


def test_the_same_file_again_changes_nothing(lina, campaign):
    book = filled(book_of(lina, campaign))
    entered(lina, campaign, checked(lina, campaign, book))
    again = checked(lina, campaign, book)
    assert "There is nothing to enter." in words_on(again)
    entered(lina, campaign, again)
    assert PartnerStatement.objects.count() == 1
    assert LedgerEntry.objects.filter(act="review.partner_taken_in").count() == 1


def test_a_workbook_that_is_downloaded_afterwards_holds_what_was_said_and_changes_nothing(lina, campaign):
    entered(lina, campaign, checked(lina, campaign, filled(book_of(lina, campaign))))
    book = book_of(lina, campaign)
    values = [cell.value for row in book["Record and figures"].iter_rows(min_row=2) for cell in row]
    assert {"41", "2026-11-20", "Own list", "Since May."} <= set(values)
    assert "There is nothing to enter." in words_on(checked(lina, campaign, book))
    fill(book["Parts"], of(MUNICIPALITY), What_works="Firms write to us.")
    shown = checked(lina, campaign, book)
    assert "Replaces the answer of" in words_on(shown)
    entered(lina, campaign, shown)
    assert [each.works for each in PartnerStatement.objects.all()] == ["Firms call us.", "Firms write to us."]


def test_a_review_that_has_gone_on_takes_no_part_of_the_workbook(lina, campaign, review, in_scope):
    book = filled(book_of(lina, campaign))
    shown = checked(lina, campaign, book)
    proposed(review, in_scope.jonas)
    assert entered(lina, campaign, shown).status_code == 409
    assert "This review takes no answers any more" in words_on(checked(lina, campaign, book))
    assert not PartnerStatement.objects.exists()


def test_a_partner_without_an_address_is_in_it_and_another_file_is_refused(lina, campaign, review):
    partnership = review.series.partnership
    partnership.participations.create(class_name="Employers of the town", status="member")
    book = book_of(lina, campaign)
    fill(book["Parts"], of("Employers of the town"), Full_name="Ieva", What_works="Good")
    assert entered(lina, campaign, checked(lina, campaign, book)).status_code == 302
    assert PartnerStatement.objects.get().part.email == ""

    other = Workbook()
    other.active.append(["Name", "Value"])
    refused = checked(lina, campaign, other)
    assert refused.status_code == 422
    assert "This is not the workbook of a review campaign." in words_on(refused)


def test_the_lines_of_another_campaign_are_refused(lina, campaign):
    book = filled(book_of(lina, campaign))
    for row in [*book["Parts"].iter_rows(min_row=2), *book["Record and figures"].iter_rows(min_row=2)]:
        row[0].value = row[0].value.replace(f"C{campaign.pk}-", "C999-")
    assert "This line belongs to another campaign." in words_on(checked(lina, campaign, book))


def test_a_workbook_in_french_is_read_by_who_works_in_english(lina, campaign):
    PartnerPart.objects.filter(email=JONAS).update(language="fr")
    part = PartnerPart.objects.get(email=JONAS)
    book = book_of(lina, campaign, partner=part.participation_id)
    page = book.worksheets[1]
    assert page["A1"].value != "Key (do not change)"
    worth = next(cell.offset(1).value for cell in book.worksheets[-1][1] if cell.value == page["L1"].value)
    page["G2"].value, page["I2"].value, page["L2"].value = "Jonas", "Les entreprises appellent.", worth
    for row in book.worksheets[2].iter_rows(min_row=2):
        if " figure-" in row[0].value:
            row[6].value, row[9].value, row[13].value, row[14].value = (
                row[5].value.split("; ")[0],
                "41,5 %",
                "2026",
                "R",
            )
    shown = checked(lina, campaign, book)
    assert list(shown.context["problems"]) == []
    assert entered(lina, campaign, shown).status_code == 302
    statement = PartnerStatement.objects.get()
    assert (statement.works, statement.worth) == ("Les entreprises appellent.", "yes")
    assert statement.figures.get().value == Decimal("41.5")


def test_what_the_check_page_sends_back_is_not_trusted(lina, campaign):
    shown = checked(lina, campaign, filled(book_of(lina, campaign)))
    for answers in ("", "[]", "[1]", '["en", [["C1-R1-P1-S0", "x", "y", []]]]', '{"a": 1}', "[" * 5000):
        assert entered(lina, campaign, shown, answers=answers).status_code == 302
    assert not PartnerStatement.objects.exists()


def test_the_queries_of_the_page_do_not_grow_with_the_partners(lina, campaign, review):
    def counted() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert lina.get(page_of(campaign)).status_code == 200
        return len(asked)

    counted()
    few = counted()
    for number in range(3):
        review.series.partnership.participations.create(class_name=f"Employers {number}", status="member")
    assert counted() == few
    assert Review.objects.filter(in_campaign__campaign=campaign).count() == 1


@pytest.mark.parametrize(
    ("says", "heard", "known", "fate"),
    [
        (None, ["a"], 0, EMPTY),
        ("a", [], 0, NEW),
        ("a", ["a"], 0, SAME),
        ("b", ["a"], 1, CHANGED),
        ("b", ["a"], 0, ANSWERED),
        ("a", ["a", "b"], 1, SAME),  # it was not touched, and the partner said something newer
        ("a", ["a", "b"], 0, SAME),  # it was entered before
        ("c", ["a", "b"], 1, ANSWERED),
    ],
)
def test_what_becomes_of_a_line(says, heard, known, fate):
    assert fate_of(says, heard, known) == fate


def test_a_key_is_read_as_it_was_written_and_nothing_else_is():
    for key in (PartKey(1, 2, 3, 0), PartKey(1, 2, 3, 4, draft=5)):
        assert PartKey.read(str(key)) == key
    assert [PartKey.read(text) for text in ("", "C1-R2-P3", "C1-R2-P3-D0", "1" * 5000)] == [None] * 4

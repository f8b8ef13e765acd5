"""R8: a partner who cannot use a link fills in a sheet, or says it by telephone; the same statement comes of it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from partnerships.models import Participation
from pes_partnerships.ledger.models import LedgerEntry
from reviews.models import PartnerPart, PartnerStatement
from tests.factories.partners_in_reviews import JONAS, MUNICIPALITY, asked, proposed
from tests.pages import typed_in, words_on


@pytest.fixture
def town(review) -> Participation:
    return Participation.objects.get(partnership=review.series.partnership, organisation__name=MUNICIPALITY)


@pytest.fixture
def jonas(in_scope, sign_in):
    return sign_in(in_scope.jonas)


def address(name: str, review, town) -> str:
    return reverse(f"reviews:{name}", args=[review.pk, town.pk])


def filled(jonas, review, town, **answers: str) -> SimpleUploadedFile:
    """The sheet as it is downloaded, with answers by the end of their key; others are left empty."""
    book = load_workbook(BytesIO(jonas.get(address("part_sheet", review, town)).content))
    page = book.active
    for row in page.iter_rows(min_row=2):
        for ending, answer in answers.items():
            if row[0].value.endswith(ending.replace("__", "-")) and not row[0].value.startswith("sheet"):
                row[5].value = answer
    content = BytesIO()
    book.save(content)
    return SimpleUploadedFile("sheet.xlsx", content.getvalue())


def read(jonas, review, town, file):
    form = typed_in(jonas.get(address("part_take_in", review, town)), "view-works")
    return jonas.post(address("part_take_in", review, town), {"once": form["once"], "file": file, "read": "1"})


def take(jonas, review, town, shown, **typed):
    form = typed_in(shown, "view-works", take="1", **typed)
    return jonas.post(address("part_take_in", review, town), form)


def test_the_sheet_asks_what_the_page_asks_and_holds_nothing_that_was_saved(review, in_scope, jonas, town):
    asked(review, in_scope.jonas)
    PartnerPart.objects.filter(email=JONAS).update(typed={"view-works": ["Not sent"]}, saved_at="2026-11-01T09:00Z")
    sheet = load_workbook(BytesIO(jonas.get(address("part_sheet", review, town)).content)).active
    cells = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    text = str(cells)
    assert "Gives rooms in two libraries." in text
    assert "That is right; Not quite" in text
    assert "Not sent" not in text


def test_a_sheet_is_read_line_by_line_and_taken_in_as_a_statement(review, jonas, town, in_scope):
    sheet = filled(
        jonas, review, town, view__works="Firms call us.", view__worth="Partly", says="there is a figure",
        value="41", as_of="2026-11-20", source="Own list", who__name="Jonas Jonaitis",
    )  # fmt: skip
    shown = read(jonas, review, town, sheet)
    assert shown.status_code == 200
    assert "Nothing has been taken in yet." in words_on(shown)
    assert not PartnerStatement.objects.exists()
    assert "there is a figure" in words_on(shown).casefold(), "no answer to the commitment: the office is asked"

    answer = take(jonas, review, town, shown)

    assert answer.url == reverse("reviews:review_partners", args=[review.pk])
    statement = PartnerStatement.objects.get()
    figure = statement.figures.get()
    assert (statement.works, statement.worth, statement.taken_in_by) == ("Firms call us.", "partly", in_scope.jonas)
    assert (figure.value, str(figure.as_of), figure.source) == (41, "2026-11-20", "Own list")
    assert "Taken in by Jonas." in words_on(jonas.get(answer.url))


def test_what_is_not_understood_is_a_question_and_nothing_is_lost(review, jonas, town):
    shown = read(
        jonas,
        review,
        town,
        filled(jonas, review, town, view__worth="so-so", value="37 or so", says="There is a figure"),
    )
    words = words_on(shown)
    assert "so-so" in words
    assert "37 or so" in shown.content.decode()
    assert not PartnerStatement.objects.exists()


def test_a_sheet_taken_in_twice_changes_nothing(review, jonas, town):
    sheet = filled(jonas, review, town, view__works="Firms call us.", who__name="Jonas Jonaitis")
    for _twice in range(2):
        sheet.seek(0)
        assert take(jonas, review, town, read(jonas, review, town, sheet)).status_code == 302
    assert PartnerStatement.objects.count() == 1
    entry = LedgerEntry.objects.get(act="review.partner_taken_in")
    assert entry.after["entered_for"] == MUNICIPALITY
    assert not LedgerEntry.objects.filter(act="review.partner_stated").exists()


def test_the_sheet_of_another_partner_is_refused(review, jonas, town):
    other = Participation.objects.filter(partnership=review.series.partnership).exclude(pk=town.pk).first()
    refused = read(jonas, review, town, filled(jonas, review, other, view__works="Ours"))
    assert refused.status_code == 422
    assert "This sheet belongs to another review or partner." in words_on(refused)


def test_a_file_that_is_no_sheet_is_refused(review, jonas, town):
    refused = read(jonas, review, town, SimpleUploadedFile("letter.pdf", b"%PDF-1.7\n%%EOF\n"))
    assert refused.status_code == 422


def test_a_partner_without_an_address_is_heard_by_telephone(review, jonas, in_scope):
    partnership = review.series.partnership
    town = Participation.objects.create(partnership=partnership, class_name="Employers of the town", status="member")
    page = jonas.get(reverse("reviews:review_partners", args=[review.pk]))
    assert address("part_take_in", review, town) in page.content.decode()
    shown = jonas.get(address("part_take_in", review, town))
    assert take(jonas, review, town, shown, **{"view-works": "Good", "who-name": "Ieva"}).status_code == 302
    assert PartnerPart.objects.get(participation=town).email == ""
    assert "Sent" in words_on(jonas.get(reverse("reviews:review_partners", args=[review.pk])))


def test_nothing_is_taken_in_once_the_outcome_is_proposed(review, jonas, town, in_scope):
    shown = jonas.get(address("part_take_in", review, town))
    proposed(review, in_scope.jonas)
    late = take(jonas, review, town, shown, **{"view-works": "Good", "who-name": "Ieva"})
    assert late.status_code == 302
    assert not PartnerStatement.objects.exists()

"""R8, R3: what is wrong in a workbook is said by sheet and line; what was answered by link meanwhile is a question."""

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.shared.services.conflicts import Conflict
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from reviews.models import DraftAnswer, PartnerPart, PartnerStatement
from reviews.partners.services.showing import answer_draft, show_draft
from reviews.partners.services.stating import send_part
from reviews.partners.services.workbook import Entry, enter_workbook, parts_of_campaign
from tests.factories.campaigns import in_days
from tests.factories.partners_in_reviews import JONAS, MUNICIPALITY, proposed
from tests.factories.workbooks import YOUTH, book_of, checked, entered, figure, fill, filled, of
from tests.pages import words_on

VIEW = {"works": "Firms call us.", "works_not": "", "change": "", "worth": "yes"}


def test_every_problem_is_said_by_sheet_and_line_and_nothing_is_entered(lina, campaign):
    book = filled(book_of(lina, campaign))
    youth = fill(book["Parts"], of(YOUTH), Full_name="", What_works="Good", **{
        "Is_it_worth_what_your_organisation_contributes": "so-so"
    })  # fmt: skip
    line = fill(book["Record and figures"], figure, Source="", Value="37 or so")
    shown = checked(lina, campaign, book)
    words = words_on(shown)
    assert shown.status_code == 422
    assert f"Sheet “Parts”, line {youth}, “Is it worth what your organisation contributes?”: “so-so” is not" in words
    assert f"Sheet “Record and figures”, line {line}, “Value”" in words
    assert f"Sheet “Record and figures”, line {line}, “Source”: Name the source" in words
    assert "Enter the answers" not in words
    entered(lina, campaign, shown)
    assert not PartnerStatement.objects.exists(), "one wrong line bars all"


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"Value": "41"}, "Choose an answer in the column “Your answer”"),
        ({"Your_answer": "We do not know it yet", "Value": "41"}, "takes nothing here"),
        ({"Your_answer": "Perhaps"}, "“Perhaps” is not one of the answers"),
        ({"Your_answer": "There is a figure", "Value": "=1+1"}, "holds a formula"),
        ({"Key_(do_not_change)": "41"}, "The key in the first column is missing or was changed."),
    ],
)
def test_what_would_be_lost_is_a_problem(lina, campaign, cells, problem):
    book = book_of(lina, campaign)
    fill(book["Parts"], of(MUNICIPALITY), What_works="Good")
    line = fill(book["Record and figures"], figure, **cells)
    words = words_on(checked(lina, campaign, book))
    assert problem in words
    assert f"Sheet “Record and figures”, line {line}" in words


def test_answers_without_a_name_a_copied_line_and_a_moved_column_are_problems(lina, campaign):
    book = book_of(lina, campaign)
    page = book["Parts"]
    line = fill(page, of(MUNICIPALITY), What_works="Good", Full_name="")
    page.append([cell.value for cell in page[line]])
    words = words_on(checked(lina, campaign, book))
    assert f"Sheet “Parts”, line {line}, “Full name”: Enter the name of who answers." in words
    assert f"This line occurs twice, also as line {line} of sheet “Parts”." in words
    page.delete_cols(7)
    assert "Columns of this sheet were added, moved, removed or renamed." in words_on(checked(lina, campaign, book))


def test_a_part_that_was_answered_by_link_meanwhile_is_a_question(lina, campaign):
    book = filled(book_of(lina, campaign))
    part = PartnerPart.objects.get(email=JONAS)
    send_part(part=part, name="Jonas", view={**VIEW, "works": "By link"})
    shown = checked(lina, campaign, book)
    words = words_on(shown)
    assert "Answered by link meanwhile" in words
    assert "By link" in words
    name = f"part-{part.review_id}-{part.participation_id}"

    assert entered(lina, campaign, shown).status_code == 422, "nothing is chosen beforehand"
    kept = entered(lina, campaign, shown, **{name: "leave"})
    assert kept.status_code == 302
    assert [each.works for each in PartnerStatement.objects.all()] == ["By link"]

    assert entered(lina, campaign, checked(lina, campaign, book), **{name: "take"}).status_code == 302
    assert [each.works for each in PartnerStatement.objects.all()] == ["By link", "Firms call us."]


def test_a_partner_who_answers_between_check_and_entering_is_not_overwritten(lina, campaign):
    shown = checked(lina, campaign, filled(book_of(lina, campaign)))
    send_part(part=PartnerPart.objects.get(email=JONAS), name="Jonas", view={**VIEW, "works": "By link"})
    late = entered(lina, campaign, shown)
    assert late.status_code == 409
    assert "Something has changed since you looked at it" in words_on(late)
    assert [each.works for each in PartnerStatement.objects.all()] == ["By link"]


def test_two_managers_who_enter_one_workbook_make_one_statement(lina, campaign):
    book = filled(book_of(lina, campaign))
    first, second = checked(lina, campaign, book), checked(lina, campaign, book)
    assert entered(lina, campaign, first).status_code == 302
    assert entered(lina, campaign, second).status_code == 409
    assert PartnerStatement.objects.count() == 1


def test_a_partner_agrees_or_objects_to_the_draft_by_the_workbook(lina, campaign, review, in_scope):
    proposed(review, in_scope.jonas)
    draft = show_draft(review=review, answer_by=in_days(7), by=Actor.user(in_scope.lina))
    book = book_of(lina, campaign)
    assert "It works." in [cell.value for row in book["Drafts"].iter_rows() for cell in row]
    page = book["Parts"]
    fill(page, of(YOUTH), Full_name="Ona", Your_answer_to_the_draft="We agree")
    line = fill(
        page, of(MUNICIPALITY), Full_name="Jonas", Your_answer_to_the_draft="We object",
        Your_remark_or_objection="Not what happened.", What_do_you_object_to="",
    )  # fmt: skip
    wrong = checked(lina, campaign, book)
    assert (
        f"Sheet “Parts”, line {line}, “What do you object to?”: Choose at least one part to which you object."
        in words_on(wrong)
    )
    about = "What is said about us; The decision, or what it starts"
    fill(page, of(MUNICIPALITY), What_do_you_object_to=about)
    mails = OutboxMail.objects.filter(kind="partner_objects").count()

    assert entered(lina, campaign, checked(lina, campaign, book)).status_code == 302

    assert {(row.part.party_name, row.kind, row.taken_in_by) for row in draft.answers.all()} == {
        (YOUTH, "agree", in_scope.lina),
        (MUNICIPALITY, "object", in_scope.lina),
    }
    objection = draft.answers.get(kind="object")
    assert (objection.about, objection.words) == (["decision", "us"], "Not what happened.")
    assert OutboxMail.objects.filter(kind="partner_objects").count() == mails + 1, "the manager is told as by link"
    assert LedgerEntry.objects.filter(act="review.draft_answer_taken_in").count() == 2
    assert "Taken in by Lina." in words_on(lina.get(reverse("reviews:review_partners", args=[review.pk])))
    assert "There is nothing to enter." in words_on(checked(lina, campaign, book))
    assert DraftAnswer.objects.count() == 2


def test_an_answer_to_the_draft_by_link_is_a_question_too(lina, campaign, review, in_scope):
    proposed(review, in_scope.jonas)
    draft = show_draft(review=review, answer_by=in_days(7), by=Actor.user(in_scope.lina))
    book = book_of(lina, campaign)
    fill(book["Parts"], of(MUNICIPALITY), Full_name="Jonas", Your_answer_to_the_draft="We agree")
    answer_draft(draft=draft, part=PartnerPart.objects.get(email=JONAS), kind="remark", words="Late", name="Jonas")
    words = words_on(checked(lina, campaign, book))
    assert "Answered by link meanwhile" in words
    assert "Late" in words


def test_the_act_itself_refuses_what_was_answered_since_and_enters_nothing(campaign, in_scope):
    parts = parts_of_campaign(campaign, in_scope.membership(in_scope.lina), timezone.localdate())
    said = {"name": "Ona", "view": VIEW}
    entries = [Entry(each, said) for each in parts]
    send_part(part=PartnerPart.objects.get(email=JONAS), name="Jonas", view=VIEW)
    with pytest.raises(Conflict):
        enter_workbook(entries=entries, by=Actor.user(in_scope.lina))
    assert [each.by_name for each in PartnerStatement.objects.all()] == ["Jonas"]

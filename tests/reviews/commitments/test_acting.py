"""G4: said to be done, returned, sent again, accepted by another party; moved, set aside, asked for; two at once."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from partnerships.shared.services.refused import Refused
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from reviews.commitments.services import acting
from reviews.commitments.services.acting import OwnAcceptance, SentAgain
from reviews.commitments.services.keeping import change_commitment
from reviews.models import CommitmentTask
from tests.cast import person
from tests.factories.agreements import PDF, signed_agreement
from tests.factories.commitments import (
    SERVICE,
    TOWN,
    YOUTH,
    added,
    hall,
    in_days,
    late,
    of_text,
    party_of,
    sent,
    task_of,
)
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

rows = lent_agreement(signed_agreement)


def act(name: str, row) -> str:
    return reverse(f"reviews:commitment_{name}", args=[row.pk])


def page_of(task) -> str:
    return reverse("reviews:commitment", args=[task.commitment_id])


@pytest.fixture
def task(partnership, in_scope) -> CommitmentTask:
    return added(partnership, in_scope.lina)


def test_a_report_is_said_returned_sent_again_and_accepted_and_both_sendings_stay(task, in_scope, sign_in):
    jonas, lina = sign_in(in_scope.jonas), sign_in(in_scope.lina)
    page = jonas.get(act("done", task))
    assert jonas.post(act("done", task), typed_in(page, "words", words="Hours, by e-mail.")).url == page_of(task)

    asks = lina.get(act("decide", task))
    assert "Hours, by e-mail." in words_on(asks)
    refused = lina.post(act("decide", task), typed_in(asks, "words", outcome="return"))
    assert (refused.status_code, "State what is missing" in words_on(refused)) == (422, True)
    lina.post(act("decide", task), typed_in(asks, "words", outcome="return", words="Hours without months."))
    letter = OutboxMail.objects.get(kind="commitment_returned")
    assert (letter.to_address, "Hours without months." in letter.body_text) == ("jonas@alytus.example", True)

    shown = words_on(lina.get(page_of(task)))
    assert "Returned" in shown
    page = jonas.get(act("done", task))
    jonas.post(act("done", task), typed_in(page, "words", words="Hours by month."))
    lina.post(act("decide", task), typed_in(lina.get(act("decide", task)), "words", outcome="accept"))

    task.refresh_from_db()
    assert (task.status, task.sent_on) == ("accepted", timezone.localdate())
    kinds = [each.kind for each in task.acts.all()]
    assert kinds == ["sent", "returned", "sent", "accepted"]
    shown = words_on(lina.get(page_of(task)))
    assert "Hours, by e-mail." in shown
    assert "Hours by month." in shown
    acts = LedgerEntry.objects.about(task.commitment.partnership).filter(act__startswith="commitment.")
    assert sorted(acts.values_list("act", flat=True)) == [
        "commitment.accepted", "commitment.added", "commitment.returned", "commitment.sent", "commitment.sent",
    ]  # fmt: skip


def test_what_the_service_did_is_accepted_by_a_partner_or_with_its_word_noted_by_another_manager(
    agreement, partnership, in_scope, sign_in
):
    task = sent(added(partnership, in_scope.lina, SERVICE), in_scope.lina)
    own = sign_in(in_scope.lina).get(act("decide", task))
    assert own.url == page_of(task)
    with pytest.raises(OwnAcceptance):
        acting.accept(task=task, by=Actor.user(in_scope.jonas))
    with pytest.raises(OwnAcceptance):
        acting.accept(task=task, by=Actor.user(in_scope.lina), party=party_of(partnership, TOWN), words="By phone")

    other = person("Mindaugas", in_scope.service, "manager")
    browser = sign_in(other)
    asks = browser.get(act("decide", task))
    silent = browser.post(act("decide", task), typed_in(asks, "words", outcome="accept"))
    assert silent.status_code == 422
    town = party_of(partnership, TOWN)
    said = {"outcome": "accept", "party": town.pk, "words": "The mayor, by telephone."}
    browser.post(act("decide", task), typed_in(asks, "words", **said))
    task.refresh_from_db()
    accepted = task.acts.last()
    assert (task.status, accepted.party, accepted.user, accepted.words) == (
        "accepted", town, other, "The mayor, by telephone.",
    )  # fmt: skip


def test_what_the_service_did_is_shown_to_one_partner_that_a_mail_reaches(partnership, in_scope):
    sent(added(partnership, in_scope.lina, SERVICE), in_scope.lina, words="Three posts filled.")
    letter = OutboxMail.objects.get(kind="commitment_to_accept")
    assert "Three posts filled." in letter.body_text
    assert "/reviews/own/" in letter.secrets["link"]


def test_two_managers_who_accept_at_once_accept_once_and_the_second_is_told(task, in_scope, sign_in):
    sent(task, in_scope.jonas)
    first, second = sign_in(in_scope.lina), sign_in(person("Mindaugas", in_scope.service, "manager"))
    forms = [browser.get(act("decide", task)) for browser in (first, second)]
    answers = [
        browser.post(act("decide", task), typed_in(form, "words", outcome="accept"), follow=True)
        for browser, form in zip((first, second), forms, strict=True)
    ]
    assert "It is accepted." in words_on(answers[0])
    assert "Nothing was changed. This task: Accepted (Lina" in words_on(answers[1])
    assert [each.kind for each in task.acts.all()] == ["sent", "accepted"]


def test_what_was_sent_again_meanwhile_is_looked_at_before_it_is_accepted(task, in_scope, sign_in):
    sent(task, in_scope.jonas, words="The first.")
    lina = sign_in(in_scope.lina)
    form = lina.get(act("decide", task))
    acting.send_back(task=task, by=Actor.user(in_scope.lina), words="Not that.")
    task.refresh_from_db()
    sent(task, in_scope.jonas, words="The second.")
    answer = lina.post(act("decide", task), typed_in(form, "words", outcome="accept"))
    assert answer.status_code == 422
    assert "It was sent again meanwhile" in words_on(answer)
    assert "The second." in words_on(answer)
    with pytest.raises(SentAgain):
        acting.accept(task=task, by=Actor.user(in_scope.lina), seen=0)


def test_a_task_that_is_sent_twice_is_sent_once(task, in_scope, sign_in):
    jonas = sign_in(in_scope.jonas)
    typed = typed_in(jonas.get(act("done", task)), "words", words="Done.")
    answers = [jonas.post(act("done", task), typed).url for _twice in range(2)]
    assert answers == [page_of(task)] * 2
    assert task.acts.count() == 1
    late_one = jonas.get(act("done", task), follow=True)
    assert "Nothing was changed. This task: Waits for acceptance (Jonas" in words_on(late_one)
    with pytest.raises(MoveRefused):
        sent(task, in_scope.jonas)


def test_a_file_is_kept_with_its_fingerprint_and_what_is_no_document_is_refused(task, in_scope, sign_in):
    jonas = sign_in(in_scope.jonas)
    page = jonas.get(act("done", task))
    wrong = SimpleUploadedFile("list.pdf", b"MZ\x90 not a document")
    refused = jonas.post(act("done", task), typed_in(page, "words", words="The list.") | {"file": wrong})
    assert refused.status_code == 422
    assert "This file is not a PDF, PNG or JPEG file." in words_on(refused)
    assert "The list." in refused.content.decode()
    right = SimpleUploadedFile("list.pdf", PDF)
    jonas.post(act("done", task), typed_in(page, "words", words="The list.") | {"file": right})
    act_row = task.acts.get()
    assert len(act_row.file_sha256) == 64
    kept = jonas.get(reverse("reviews:commitment_file", args=[act_row.pk]))
    assert b"".join(kept.streaming_content) == PDF
    with act_row.file.storage.open(act_row.file.name, "wb") as stored:
        stored.write(b"%PDF-1.7 something else")
    gone = jonas.get(reverse("reviews:commitment_file", args=[act_row.pk]), follow=True)
    assert "does not match the recorded file" in words_on(gone)


def test_a_day_in_the_future_is_no_day_of_doing(task, in_scope, sign_in):
    with pytest.raises(Refused):
        sent(task, in_scope.jonas, done_on=in_days(1))
    jonas = sign_in(in_scope.jonas)
    typed = typed_in(jonas.get(act("done", task)), "words", words="Soon.", done_on_year=timezone.localdate().year + 1)
    refused = jonas.post(act("done", task), typed)
    assert "This day is in the future." in words_on(refused)


def test_one_task_moves_with_a_reason_and_the_rhythm_stays(agreement, in_scope, sign_in):
    money = of_text(agreement, "Training of youth workers")
    task, lina = task_of(money), sign_in(in_scope.lina)
    page = lina.get(act("move", task))
    past = timezone.localdate() - datetime.timedelta(days=1)
    day = {"due_on_day": past.day, "due_on_month": past.month, "due_on_year": past.year}
    refused = lina.post(act("move", task), typed_in(page, "words", words="Budget.", **day))
    assert "This day is in the past. Enter today or a later day." in words_on(refused)
    new, other = in_days(40), lina.get(act("move", task))
    day = {"due_on_day": new.day, "due_on_month": new.month, "due_on_year": new.year}
    lina.post(act("move", task), typed_in(page, "words", words="Budget.", **day))
    was = task.planned_on
    task.refresh_from_db()
    assert (task.due_on, task.planned_on, task.acts.get().words) == (new, was, "Budget.")
    stale = lina.post(act("move", task), typed_in(other, "words", words="Once more.", **day))
    assert "A colleague set another day meanwhile" in words_on(stale)


def test_what_is_asked_at_a_review_moves_with_the_review_alone(agreement, in_scope):
    with pytest.raises(MoveRefused):
        acting.move_task(
            task=task_of(of_text(agreement, "Gives rooms")), by=Actor.user(in_scope.lina), due_on=in_days(9), words="No"
        )


def test_a_task_is_set_aside_with_a_reason(task, in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    page = lina.get(act("set_aside", task))
    assert "State the reason." in words_on(lina.post(act("set_aside", task), typed_in(page, "words", words="")))
    lina.post(act("set_aside", task), typed_in(page, "words", words="The fair fell out."))
    assert "Set aside" in words_on(lina.get(page_of(task)))
    assert "The fair fell out." in words_on(lina.get(page_of(task)))


def test_a_day_is_asked_for_once_and_the_party_is_written_to(partnership, in_scope, sign_in):
    row = hall(partnership, in_scope.lina)
    lina = sign_in(in_scope.lina)
    page, day = lina.get(act("ask", row)), in_days(30)
    typed = {"due_on_day": day.day, "due_on_month": day.month, "due_on_year": day.year, "words": "For the fair."}
    lina.post(act("ask", row), typed_in(page, "words", **typed))
    again = lina.post(act("ask", row), typed_in(lina.get(act("ask", row)), "words", **typed), follow=True)
    assert "this day was asked for before" in words_on(again)
    letter = OutboxMail.objects.get(kind="commitment_due")
    assert "For the fair." in letter.body_text
    assert [task.due_on for task in row.tasks.all()] == [day]
    with pytest.raises(Refused):
        acting.ask_for_day(commitment=row, by=Actor.user(in_scope.lina), due_on=in_days(-1))


def test_the_words_of_a_text_never_change_and_how_often_only_where_the_text_is_silent(agreement, in_scope):
    rooms, money = of_text(agreement, "Gives rooms"), of_text(agreement, "Training of youth workers")
    by = Actor.user(in_scope.lina)
    with pytest.raises(MoveRefused):
        change_commitment(commitment=money, by=by, words="Why", how_often="always", every_months=None)
    change_commitment(
        commitment=rooms, by=by, words="Agreed at the board", how_often="every", every_months=3,
        first_due_on=in_days(20),
    )  # fmt: skip
    rooms.refresh_from_db()
    assert [(task.due_on, task.review) for task in rooms.tasks.all()] == [(in_days(20), None)]


def test_the_person_of_a_party_is_one_of_its_contacts(agreement, in_scope, sign_in):
    rooms, lina = of_text(agreement, "Gives rooms"), sign_in(in_scope.lina)
    page = words_on(lina.get(act("change", rooms)))
    assert "Jonas Jonaitis" in page
    assert "Ona Petrait" not in page
    own = of_text(agreement, "Co-ordinates")
    shown = words_on(lina.get(act("change", own)))
    assert "Jonas" in shown
    assert "Tiiu" not in shown


def test_a_commitment_of_all_parties_says_who_did_it(partnership, in_scope, sign_in):
    task = added(partnership, in_scope.lina, name="")
    jonas = sign_in(in_scope.jonas)
    page = jonas.get(act("done", task))
    youth = party_of(partnership, YOUTH)
    jonas.post(act("done", task), typed_in(page, "words", who=str(youth.pk), words="Met on Monday."))
    task.refresh_from_db()
    assert (task.is_sent_by_us, task.sent_by_party) == (False, youth)


def test_one_made_elsewhere_ends_with_a_reason_and_one_of_the_text_does_not(task, agreement, in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    late(task)
    for row, ended in ((task.commitment, True), (of_text(agreement, "Gives rooms"), False)):
        page = lina.get(act("end", row))
        lina.post(act("end", row), typed_in(page, "words", words="Over."))
        row.refresh_from_db()
        assert bool(row.ended_on) is ended
    task.refresh_from_db()
    assert task.status == "closed"
    with pytest.raises(MoveRefused):
        sent(task, in_scope.jonas)


def test_adding_one_needs_a_party_a_rhythm_and_a_day_that_lies_ahead(partnership, in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    address = reverse("reviews:commitment_new", args=[partnership.pk])
    page, past = lina.get(address), in_days(-3)
    typed = {"text": "Visits", "made_in": "Minutes", "how_often": "every", "first_due_on_day": past.day,
             "first_due_on_month": past.month, "first_due_on_year": past.year}  # fmt: skip
    refused = lina.post(address, typed_in(page, "text", **typed))
    words = words_on(refused)
    assert refused.status_code == 422
    assert "This day is in the past." in words
    assert "Choose the party." in words
    assert "Enter the number of months between two days." in words
    assert "Visits" in refused.content.decode()

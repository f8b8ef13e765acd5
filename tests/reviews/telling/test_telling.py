"""R3, R7, N1: a partner that no e-mail reaches is a task of the manager until it was told, one way or the other."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Contact, Participation
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from reviews.logging.services.logging import confirm_review
from reviews.meetings.services.noting import send_note
from reviews.models import Untold
from reviews.telling.services.telling import mark_told, tell_by_mail
from reviews.telling.services.waiting import TELL_NOTE, TELL_OUTCOME, untold_tasks
from tests.factories.agreements import signed_agreement
from tests.factories.meetings import held_meeting
from tests.factories.partners_in_reviews import ONA, proposed, review_of
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

YOUTH = "Department of Youth Affairs"
rows = lent_agreement(signed_agreement)


@pytest.fixture
def by(in_scope) -> Actor:
    return Actor.user(in_scope.lina)


@pytest.fixture
def agreement(in_scope, rows):
    """Nobody at one of the partners has an address."""
    Contact.objects.filter(email=ONA).update(email="", phone="+370 5 1")
    return rows.agreement()


@pytest.fixture
def confirmed(agreement, in_scope, by):
    review = review_of(agreement)
    confirm_review(review=proposed(review, in_scope.jonas), by=by)
    return review


def page(untold: Untold) -> str:
    return reverse("reviews:partner_tell", args=[untold.pk])


def tasks(partnership: int) -> list:
    return untold_tasks(partnerships=[partnership], today=timezone.localdate())


def give_address() -> None:
    Contact.objects.filter(phone="+370 5 1").update(email=ONA)


def test_the_review_and_the_task_say_who_was_not_told(confirmed, agreement, in_scope, sign_in):
    untold = Untold.objects.get()
    assert (untold.review, untold.party_name, untold.told_on) == (confirmed, YOUTH, None)
    [task] = tasks(agreement.partnership_id)
    assert (task.kind, task.asks) == (TELL_OUTCOME, "confirm_review")
    assert task.due_on == timezone.localdate() + datetime.timedelta(days=7)
    assert f"Not told yet: {YOUTH}." in words_on(sign_in(in_scope.lina).get(reverse("partnerships:tasks")))
    address = reverse("reviews:review", args=[confirmed.pk])
    words = words_on(sign_in(in_scope.lina).get(address))
    assert f"Partners without an address {YOUTH} Not told yet" in words
    assert "Send it, or record how the partner was told" in words
    assert "The partnership manager tells this partner." in words_on(sign_in(in_scope.jonas).get(address))


def test_told_by_telephone_it_ends_and_says_how_and_when(confirmed, agreement, in_scope, sign_in):
    lina, untold = sign_in(in_scope.lina), Untold.objects.get()
    shown = lina.get(page(untold))
    assert "Still no e-mail address is known." in words_on(shown)

    after = lina.post(page(untold), typed_in(shown, "how", how="By telephone, Ona Onaitė"), follow=True)

    today = timezone.localdate()
    untold.refresh_from_db()
    assert (untold.told_on, untold.how, untold.told_by) == (today, "By telephone, Ona Onaitė", in_scope.lina)
    assert "By telephone, Ona Onaitė" in words_on(after)
    assert tasks(agreement.partnership_id) == []
    entry = LedgerEntry.objects.get(act="partner.told")
    assert entry.after["who_was_told"] == YOUTH
    assert "told before" in words_on(lina.get(page(untold), follow=True))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"how": ""}, "State how the partner was told."),
        ({"days": 1}, "This day lies in the future."),
        ({"days": -1}, "On this day there was nothing to tell yet."),
    ],
)
def test_how_and_when_are_needed_and_a_refused_form_keeps_what_was_typed(confirmed, in_scope, sign_in, typed, said):
    lina, untold = sign_in(in_scope.lina), Untold.objects.get()
    day = timezone.localdate() + datetime.timedelta(days=typed.pop("days", 0))
    parts = {"told_on_day": day.day, "told_on_month": day.month, "told_on_year": day.year}
    sent = typed_in(lina.get(page(untold)), "how", **{"how": "In a talk", **typed, **parts})

    refused = lina.post(page(untold), sent)

    assert refused.status_code == 422
    assert said in words_on(refused)
    assert refused.context["form"]["how"].value() == sent["how"]
    assert Untold.objects.get().told_on is None


def test_once_an_address_is_known_the_outcome_is_sent_there(confirmed, agreement, in_scope, sign_in):
    give_address()
    lina, untold = sign_in(in_scope.lina), Untold.objects.get()
    words = words_on(lina.get(page(untold)))
    assert "An address is known now:" in words
    assert ONA in words

    lina.post(page(untold), typed_in(lina.get(page(untold)), "how", mail="1", how=""))

    [mail] = OutboxMail.objects.filter(kind="review_outcome", to_address=ONA)
    assert "It works." in mail.body_text
    untold.refresh_from_db()
    assert (untold.email, untold.told_on) == (ONA, timezone.localdate())
    assert tasks(agreement.partnership_id) == []


def test_the_note_of_a_meeting_waits_and_is_sent_late_as_it_was_sent(agreement, in_scope, by, sign_in):
    lina = sign_in(in_scope.lina)
    meeting = held_meeting(agreement.partnership, in_scope.lina)
    here = reverse("reviews:meeting", args=[meeting.pk])
    assert f"No e-mail address is known for: {YOUTH}." in words_on(lina.get(here))
    note = send_note(meeting=meeting, by=by)
    [task] = tasks(agreement.partnership_id)
    assert (task.kind, task.ref) == (TELL_NOTE, meeting.pk)
    assert "Tell 1 partner without an address: Mobile teams" in words_on(lina.get(reverse("partnerships:tasks")))
    assert f"{YOUTH} Not told yet" in words_on(lina.get(here))
    give_address()

    tell_by_mail(untold=note.untold.get(), by=by)

    mail = OutboxMail.objects.get(kind="meeting_note", to_address=ONA)
    assert note.texts.first().body.splitlines()[0] in mail.body_text
    assert f"by e-mail to {ONA}" in words_on(lina.get(here))
    assert tasks(agreement.partnership_id) == []


def test_it_is_told_once(confirmed, by):
    untold = Untold.objects.get()
    with pytest.raises(MoveRefused):
        tell_by_mail(untold=untold, by=by)
    mark_told(untold=untold, told_on=timezone.localdate(), how="By letter", by=by)
    give_address()
    with pytest.raises(MoveRefused):
        tell_by_mail(untold=untold, by=by)
    with pytest.raises(MoveRefused):
        mark_told(untold=untold, told_on=timezone.localdate(), how="By letter", by=by)


def test_a_class_of_partners_without_a_name_is_nobody_to_be_told(agreement, in_scope, by):
    Participation.objects.create(partnership=agreement.partnership, class_name="NGOs", status="member", order=9)
    confirm_review(review=proposed(review_of(agreement), in_scope.jonas), by=by)
    send_note(meeting=held_meeting(agreement.partnership, in_scope.lina), by=by)
    assert {each.party_name for each in Untold.objects.all()} == {YOUTH}
    assert len(LedgerEntry.objects.get(act="review.outcome_told").after["not_told"]) == 2


def test_a_partner_that_has_left_waits_for_nothing(confirmed, agreement):
    untold = Untold.objects.get()
    untold.participation.status = "left"
    untold.participation.save()
    assert tasks(agreement.partnership_id) == []


def test_the_database_asks_how(confirmed):
    untold = Untold.objects.get()
    untold.told_on = timezone.localdate()
    with pytest.raises((IntegrityError, ValidationError)):
        untold.save()

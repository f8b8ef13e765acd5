"""The whole life of one partnership, by the hands of its people: from an empty portfolio to the public directory."""

import datetime

import pytest
import time_machine
from django.utils import timezone
from django_scopes import scopes_disabled

from partnerships.models import Agreement
from pes_partnerships.ledger.services import verify
from tests.cast import PASSWORD

from . import steps_directory, steps_drafting, steps_forming, steps_reviewing, steps_signing
from .walker import PHONE

# two minutes of browser: a part of the rehearsal, like the other long journeys
pytestmark = [pytest.mark.browser, pytest.mark.rehearse, pytest.mark.django_db(transaction=True)]

HISTORY = [
    "Lina created the partnership",
    "Lina sent the agreement for signature",
    "Rasa Kazlauskienė signed the agreement",
    "Ona Petraitė declined to sign the agreement",
    "Ona Petraitė signed the agreement",
    "put the agreement into force",
    "The system sent a reminder",
    "Jonas proposed the outcome of the review",
    "Lina confirmed the outcome of the review",
    "Lina proposed an entry for the directory",
    "Dora published the entry in the directory",
]


def test_from_an_empty_portfolio_to_the_public_directory(walk, people, mailbox, tmp_path):
    lina = walk().sign_in(people.lina, PASSWORD)
    assert "No partnership yet" in lina.text
    form(lina)
    draft_and_send(lina)
    agreement = signed(lina, walk, mailbox, tmp_path)
    due = agreement.first_review_on
    steps_reviewing.time_passes(mailbox, due, people.lina.email, people.jonas.email)
    with time_machine.travel(morning_after(due)):
        review_and_publish(walk, people)
    assert verify().ok


def form(lina):
    steps_forming.register_partners(lina)
    steps_forming.start_partnership(lina)
    steps_forming.invite_partners(lina)


def draft_and_send(lina):
    steps_drafting.start_draft(lina)
    steps_drafting.stay_within_the_office(lina)
    steps_drafting.choose_model(lina)
    steps_drafting.name_parties(lina)
    steps_drafting.set_objective(lina)
    steps_drafting.write_parts(lina)
    steps_drafting.promise_contribution(lina)
    steps_drafting.set_term(lina)
    steps_drafting.agree_on_the_end(lina)
    steps_drafting.refused_while_open(lina)
    steps_drafting.name_signatories(lina)
    steps_drafting.send(lina)


def signed(lina, walk, mailbox, folder) -> Agreement:
    steps_signing.rasa_signs_ona_declines(walk, mailbox)
    steps_signing.ask_ona_again(lina)
    steps_signing.ona_signs(walk, mailbox)
    steps_signing.in_force(lina)
    with scopes_disabled():
        agreement = Agreement.objects.get()
    printed = steps_signing.signed_pdf(lina, folder)
    assert agreement.snapshot_sha256 in "".join(printed.split())
    return agreement


def review_and_publish(walk, people):
    """A week after the review was due, the office logs it on a phone; by then everybody has to sign in again."""
    jonas = walk(width=PHONE).sign_in(people.jonas, PASSWORD)
    steps_reviewing.log_review(jonas)
    lina = walk().sign_in(people.lina, PASSWORD)
    lina.goto("/portfolio/tasks/")
    assert "Confirm the annual review" in lina.text
    steps_reviewing.confirm_review(lina)
    steps_directory.propose(lina)
    steps_directory.publish(walk().sign_in(people.dora, PASSWORD))
    steps_directory.find_as_anybody(walk())
    steps_directory.read_history(lina, HISTORY)


def morning_after(due: datetime.date) -> datetime.datetime:
    day = datetime.datetime.combine(due + datetime.timedelta(days=8), datetime.time(9))
    return timezone.make_aware(day, datetime.UTC)

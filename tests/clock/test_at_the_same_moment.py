"""Several at once on PostgreSQL, where writers really run side by side (S1, N2)."""

import datetime
import threading
from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from partnerships.models import Agreement, Partnership, Signature, SigningRequest
from partnerships.portfolio.services import ready
from partnerships.portfolio.services.rebuild import rebuild
from partnerships.shared.services.partnerships import change_partnership
from partnerships.signing.services.sealing import seal
from partnerships.signing.services.signing import LinkUnusable, sign
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor, verify
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import sweep
from reviews.models import Reminder, ReminderRound, Review
from reviews.reminders.services import reminding
from reviews.reminders.services.reminding import sweep_reminders
from tests.cast import make_cast
from tests.factories import sent_agreement, signed_agreement
from tests.factories.reviews import many_planned
from tests.pages import typed_in

from .conftest import THREADS

pytestmark = pytest.mark.servers
PARTIES = 3
REVIEWS = 20


@pytest.fixture
def together(at_once):
    """together(works) starts each in a thread at the same moment; what each returns, or the error it raised."""

    def run(works: list) -> list:
        line = threading.Barrier(len(works), timeout=30)
        started = [at_once(lambda work=work: (line.wait(), work())[1]) for work in works]
        return [each.exception() or each.result() for each in started]

    return run


def signing(pk: int):
    """What happens when somebody presses “Sign”: the link is read, then the signature is given."""

    def give() -> Signature:
        with scopes_disabled():
            request = SigningRequest.objects.select_related("agreement__partnership__service", "party").get(pk=pk)
        with scope(service=request.agreement.partnership.service):
            return sign(
                request=request,
                name=request.name,
                office_held=request.office_held,
                mandate=request.mandate,
                text_sha256=request.text_sha256,
            )

    return give


def open_requests(agreement: Agreement) -> list[int]:
    with scopes_disabled():
        return list(agreement.signing_requests.values_list("pk", flat=True))


def acts(name: str) -> int:
    return LedgerEntry.objects.filter(act=name).count()


def test_parties_that_sign_at_the_same_moment_bring_it_into_force_once(together):
    agreement = sent_agreement(make_cast())

    signatures = together([signing(pk) for pk in open_requests(agreement)])

    assert [type(each) for each in signatures] == [Signature] * PARTIES
    with scopes_disabled():
        agreement.refresh_from_db()
        assert (agreement.status, agreement.signatures.count()) == ("in_force", PARTIES)
        assert Review.objects.count() == 1
    assert (acts("signature.given"), acts("agreement.in_force"), verify().ok) == (PARTIES, 1, True)


def test_one_link_used_twice_at_the_same_moment_signs_once(together):
    agreement = sent_agreement(make_cast())
    [first, *_others] = open_requests(agreement)

    answers = together([signing(first)] * 2)

    assert {type(each) for each in answers} == {Signature, LinkUnusable}
    with scopes_disabled():
        assert agreement.signatures.count() == 1
    assert acts("signature.given") == 1


def sealing(pk: int):
    def make() -> str:
        with scopes_disabled():
            agreement = Agreement.objects.select_related("partnership__service").get(pk=pk)
        with scope(service=agreement.partnership.service):
            return seal(agreement=agreement).sha256

    return make


def test_fifty_clicks_on_the_last_signature_give_one_signature_and_one_seal(at_once, together):
    """S2, S3."""
    agreement = sent_agreement(make_cast())
    *others, last = open_requests(agreement)
    for pk in others:
        signing(pk)()

    tries = [at_once(signing(last)) for _each in range(50)]
    answers = Counter(type(each.exception() or each.result()) for each in tries)

    assert answers == {Signature: 1, LinkUnusable: 49}
    sealed = together([sealing(agreement.pk)] * THREADS)
    with scopes_disabled():
        (document,) = agreement.documents.all()
    assert set(sealed) == {document.sha256}
    assert (acts("signature.given"), acts("agreement.in_force"), acts("document.sealed")) == (PARTIES, 1, 1)


def test_sweeps_that_race_write_each_reminder_once(together):
    agreement = signed_agreement(make_cast())
    now = timezone.now() + (agreement.first_review_on - timezone.localdate())

    queued = together([lambda: sweep_reminders(now=now)] * THREADS)

    assert sorted(queued) == [0] * (THREADS - 1) + [2]
    with scopes_disabled():
        assert sorted(Reminder.objects.values_list("recipient__name", flat=True)) == ["Jonas", "Lina"]
    assert verify().ok


def test_sweeps_that_race_share_the_slices_and_double_none(together, monkeypatch):
    cast = make_cast()
    due_on = timezone.localdate() + timedelta(days=30)
    with scope(service=cast.service):
        many_planned(cast, REVIEWS, due_on=due_on, planned_at=timezone.now() - timedelta(days=90))
    monkeypatch.setattr(reminding, "SLICE", 4)

    together([lambda: sweep_reminders(now=timezone.now())] * THREADS)

    sweep_reminders(now=timezone.now())  # what two sweeps left to each other
    with scopes_disabled():
        assert (Reminder.objects.count(), OutboxMail.objects.count()) == (2 * REVIEWS, 2 * REVIEWS)
    assert (acts("reminder.sent"), verify().ok) == (REVIEWS, True)


def test_a_full_slice_takes_as_many_queries_as_one_review(on_postgres):
    """Here as the product writes it; SQLite gets an insert in parts."""
    cast, due_on, now = make_cast(), timezone.localdate() + timedelta(days=30), timezone.now()

    def queries_of_a_sweep(reviews: int) -> int:
        many_planned(cast, reviews, due_on=due_on, planned_at=now - timedelta(days=90))
        with CaptureQueriesContext(connection) as queries:
            assert sweep_reminders(now=now) == 2 * reviews
        return len(queries)

    with scope(service=cast.service):
        one, full = queries_of_a_sweep(1), queries_of_a_sweep(reminding.SLICE - 1)
    assert full == one


def test_mails_of_one_round_that_are_withdrawn_at_the_same_moment_free_the_round(together):
    agreement = signed_agreement(make_cast())
    now = timezone.now() + (agreement.first_review_on - timezone.localdate())
    sweep_reminders(now=now)
    with scopes_disabled():
        Review.objects.update(status="proposed")

    swept = together([lambda: sweep(now=now)] * THREADS)

    with scopes_disabled():
        waiting = set(OutboxMail.objects.filter(kind="review_reminder").values_list("state", flat=True))
        assert (waiting, Reminder.objects.count(), ReminderRound.objects.count()) == ({"withdrawn"}, 0, 0)
    assert (sum(each.withdrawn for each in swept), acts("reminder.withdrawn"), verify().ok) == (2, 2, True)


def test_sweeps_that_race_send_each_mail_once(together, mail_server, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port
    sent_agreement(make_cast())

    swept = together([sweep] * THREADS)

    assert sum(each.sent for each in swept) == PARTIES
    accepted = sorted(message["Message-ID"] for message in mail_server.messages)
    assert accepted == sorted(mail.message_id for mail in OutboxMail.objects.all())


def pressing(browser: Client, form: dict):
    """What each click sends; the answer's code and where it leads."""

    def send() -> tuple[int, str]:
        answer = browser.post(reverse("partnerships:partnership_new"), form)
        return answer.status_code, answer.headers.get("Location", "")

    return send


def open_form(browser: Client) -> dict:
    return typed_in(browser.get(reverse("partnerships:partnership_new")), "title", title="Evening advice")


def test_a_form_sent_several_times_at_the_same_moment_makes_one_row(together, sign_in):
    cast = make_cast()
    browsers = [sign_in(cast.lina) for _click in range(THREADS)]
    form = open_form(browsers[0])

    answers = together([pressing(browser, form) for browser in browsers])

    with scopes_disabled():
        partnership = Partnership.objects.get()
    assert answers == [(302, reverse("partnerships:examination", args=[partnership.pk]))] * THREADS
    assert (acts("partnership.created"), verify().ok) == (1, True)


def test_a_refused_form_does_not_hold_up_the_one_that_comes_at_the_same_moment(together, sign_in):
    cast = make_cast()
    first, second = sign_in(cast.lina), sign_in(cast.lina)
    form = open_form(first)

    complete, _without_title = together([pressing(first, form), pressing(second, {**form, "title": ""})])

    with scopes_disabled():
        partnership = Partnership.objects.get()
    assert complete == (302, reverse("partnerships:examination", args=[partnership.pk]))


def test_acts_and_the_clock_write_the_same_ready_rows_at_the_same_moment(together):
    """G16: nobody waits crosswise, and no figure is lost."""
    cast = make_cast()
    partnerships = [sent_agreement(cast).partnership for _number in range(2)]
    later = timezone.now() + datetime.timedelta(days=200)

    def renaming(number: int):
        def rename() -> None:
            with scope(service=cast.service):
                for partnership in partnerships if number % 2 else reversed(partnerships):
                    change_partnership(
                        partnership=partnership, by=Actor.user(cast.lina), title=f"Name {number}", office=cast.tallinn
                    )

        return rename

    done = together([renaming(1), renaming(2), lambda: ready.sweep(later), rebuild])

    assert [each for each in done if isinstance(each, Exception)] == []
    with time_machine.travel(later), scopes_disabled():
        ready.sweep(timezone.now())
        assert rebuild() == 0

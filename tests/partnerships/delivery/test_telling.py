"""A mail that reached nobody is known, written down, and told to who can do something about it (G7, case 05)."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from pes_partnerships.ledger.models import LedgerEntry, PrivateValue
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail, sweep
from tests.factories import sent_agreement
from tests.lending import lent_agreement
from tests.pages import words_on

pytestmark = pytest.mark.slow
ONA, GONE = "ona@youth.example", "550 5.1.1 <ona@youth.example>: no such user"

rows = lent_agreement(sent_agreement)


@pytest.fixture
def sent(in_scope, rows):
    return rows.agreement()


def swept(smtp, **refused) -> None:
    smtp.refused.update({ONA: GONE, **refused})
    sweep(now=timezone.now() + timedelta(minutes=1))


def told(address: str) -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(kind="mail_undelivered", to_address=address))


def write(cast, address: str, about=None) -> OutboxMail:
    """Any mail of the service; who reads it does not matter."""
    with transaction.atomic():
        return queue_mail(
            kind="text_recalled",
            to_address=address,
            to_name="Somebody",
            language="en",
            template="partnerships/signing/mail/text_recalled",
            context={"reason": "A date was wrong."},
            service=cast.service,
            about=about,
        )


def test_the_manager_is_told_and_the_history_says_so(sent, cast, smtp):
    swept(smtp)

    [letter] = told(cast.lina.email)
    assert letter.subject == f"An e-mail to Ona Petraitė could not be delivered: {sent.partnership.title}"
    for words in (GONE, ONA, f"/agreements/{sent.pk}/signatures/"):
        assert words in letter.body_text
    entry = LedgerEntry.objects.get(act="mail.undelivered")
    assert (entry.anchor_id, entry.actor_kind, ONA in str(entry.after)) == (str(sent.partnership_id), "clock", False)
    kept = PrivateValue.objects.get(entry=entry, key="to_address")
    assert (kept.value, kept.person_type) == (ONA, "contact")


def test_it_waits_for_the_manager_until_the_link_was_opened(sent, cast, smtp, sign_in):
    """Case 05: not a word in the portfolio while nobody could sign."""
    swept(smtp)

    assert "Reach the signatory of party Department of Youth Affairs" in words_on(sign_in(cast.lina).get("/portfolio/"))
    sent.signing_requests.filter(email=ONA).update(opened_at=timezone.now())
    assert "Reach the signatory" not in words_on(sign_in(cast.lina).get("/portfolio/"))


def test_once_a_day_for_one_address(sent, cast, smtp):
    write(cast, ONA, sent)
    write(cast, ONA, sent)

    swept(smtp)

    assert OutboxMail.objects.filter(state="undelivered", to_address=ONA).count() == 3
    assert len(told(cast.lina.email)) == 1


def test_a_mail_to_the_manager_that_is_lost_is_told_to_the_managers_of_the_service(sent, cast, smtp):
    other = cast.liis.memberships.get()
    other.office = None
    other.save()
    write(cast, cast.lina.email, sent)

    swept(smtp, **{cast.lina.email: "550 no such user"})

    assert [mail.body_text.count(cast.lina.email) > 0 for mail in told(cast.liis.email)] == [True]


def test_that_nobody_could_be_told_is_not_told_again_and_again(sent, cast, smtp):
    swept(smtp, **{cast.lina.email: "550 no such user"})
    sweep(now=timezone.now() + timedelta(minutes=2))

    assert [mail.state for mail in told(cast.lina.email)] == ["undelivered"]
    assert OutboxMail.objects.filter(kind="mail_undelivered").count() == 1


def test_a_mail_about_no_partnership_is_told_to_the_service(cast, smtp, in_scope):
    write(cast, ONA)

    swept(smtp)

    [letter] = [mail for mail in told(cast.lina.email) if mail.about_type == ""]
    assert "You receive this e-mail because you are a partnership manager of" in letter.body_text

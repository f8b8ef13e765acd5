"""S3: the end of the ledger's chain goes out every day, once, to the address that a service chose."""

import hashlib
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from asn1crypto import cms
from django.core.management import call_command

from partnerships.evidence.services.heads import mail_ledger_heads
from partnerships.evidence.tasks import mail_ledger_heads as task
from pes_partnerships.celery import app
from pes_partnerships.ledger.models import LedgerHead
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import ready_agreement
from tests.seals import NO_AUTHORITY, authority

AT = datetime(2026, 12, 8, 9, 30, 5, tzinfo=UTC)


@pytest.fixture
def told(in_scope):
    ready_agreement(in_scope, at=AT)
    in_scope.service.witness_email = "records@archive.example"
    in_scope.service.save()
    return in_scope.service


def mails() -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(kind="ledger_head").order_by("created_at"))


def test_once_a_day_and_never_doubled_and_the_value_can_be_checked(told):
    head = LedgerHead.objects.get()
    assert [mail_ledger_heads(at=AT + timedelta(hours=hours)) for hours in (0, 1, 5, 24, 25)] == [1, 0, 0, 1, 0]

    first = mails()[0]
    value = f"{head.seq}:{head.hash}"
    assert (first.to_address, value in first.body_text, value in first.body_html) == (
        "records@archive.example",
        True,
        True,
    )
    assert first.attached() == [("ledger-head.txt", value.encode(), "text/plain")]
    call_command("verify_ledger", "--expect", value, stdout=StringIO())


def test_the_day_is_that_of_the_service(told):
    """22:30 in UTC is the next day in Vilnius."""
    told.time_zone = "Europe/Vilnius"
    told.save()
    late = datetime(2026, 12, 8, 22, 30, tzinfo=UTC)

    assert [mail_ledger_heads(at=late - timedelta(hours=1)), mail_ledger_heads(at=late)] == [1, 1]


def test_a_service_without_an_address_and_an_empty_ledger_are_not_told_of(in_scope):
    in_scope.service.witness_email = "records@archive.example"
    in_scope.service.save()
    LedgerHead.objects.update(seq=0, hash="0" * 64)
    assert mail_ledger_heads(at=AT) == 0
    LedgerHead.objects.update(seq=1)
    in_scope.service.witness_email = ""
    in_scope.service.save()
    assert mail_ledger_heads(at=AT) == 0


def test_with_an_authority_the_value_is_stamped_and_without_its_answer_it_goes_all_the_same(told, settings):
    with authority() as settings.SEAL_TSA_URL:
        mail_ledger_heads(at=AT)
    settings.SEAL_TSA_URL = NO_AUTHORITY
    mail_ledger_heads(at=AT + timedelta(days=1))

    stamped, plain = mails()
    (_name, value, _type), (name, token, _kind) = stamped.attached()
    assert name == "ledger-head.tst"
    info = cms.ContentInfo.load(token)["content"]["encap_content_info"]["content"].parsed
    assert info["message_imprint"]["hashed_message"].native == hashlib.sha256(value).digest()
    assert [name for name, *_rest in plain.attached()] == ["ledger-head.txt"]


def test_the_clock_asks_every_hour(told):
    names = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert {"partnerships.evidence.tasks.mail_ledger_heads", "partnerships.evidence.tasks.check_files"} <= names
    task()
    assert len(mails()) == 1

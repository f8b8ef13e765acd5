"""N2: what a restored backup writes a second time is recognised, and a deliberate second sending is none."""

import pytest
from django.db import transaction
from django.utils import timezone

from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.keys import MailKey
from pes_partnerships.outbox.rules.message_id import message_id
from pes_partnerships.outbox.services import Envelope, queue_envelopes, sweep

KEY = MailKey("review-reminder", "77", "2027-11-30", "30", "5")


def envelope() -> OutboxMail:
    service, _new = EmploymentService.objects.get_or_create(code="lt", name="Employment Service")
    with transaction.atomic():
        [mail] = queue_envelopes(
            [
                Envelope(
                    kind="review_reminder", to_address="ona@example.org", to_name="Ona", language="en",
                    service=service, about=service, dedupe_key=str(KEY), due_at=timezone.now(),
                )
            ]
        )  # fmt: skip
    return mail


def test_the_same_reminder_written_again_has_the_same_id(db, settings):
    first = envelope()
    OutboxMail.objects.all().delete()  # the database of the day before is back

    again = envelope()

    assert again.pk != first.pk
    assert again.message_id == first.message_id


def plain(invite, **changed) -> OutboxMail:
    """A mail without a link of its own."""
    mail = invite(secrets=None, **changed)
    OutboxMail.objects.filter(pk=mail.pk).update(body_text="Please sign.")
    mail.refresh_from_db()
    return mail


def test_a_mail_with_a_key_is_known_by_it_and_one_without_by_its_row(invite):
    keyed = [plain(invite, dedupe_key="invitation:7")]
    keyed[0].delete()
    keyed.append(plain(invite, dedupe_key="invitation:7"))

    assert len({mail.message_id for mail in keyed}) == 1
    assert len({plain(invite).message_id, plain(invite).message_id}) == 2


def test_a_mail_that_brings_a_link_is_known_by_its_row_also_once_the_link_is_gone(invite):
    """The link of one that is written again is another: it must not be hidden behind a mail whose link is dead."""
    first = invite(dedupe_key="invitation:7")
    said = first.message_id
    sweep()
    first.refresh_from_db()
    assert (first.state, first.message_id) == ("sent", said)
    first.delete()

    assert invite(dedupe_key="invitation:7").message_id != said


@pytest.mark.parametrize(
    "changed",
    [
        {"key": "review-reminder:77:2027-11-30:7:5"},
        {"recipient": "jonas@example.org"},
        {"sent_again": 1},
        {"secret": "of another installation"},
    ],
)
def test_another_mail_another_id(changed):
    usual = {
        "key": str(KEY), "recipient": "ona@example.org", "sent_again": 0, "host": "example.org", "secret": "of ours",
    }  # fmt: skip

    assert message_id(**usual) != message_id(**usual | changed)


def test_the_id_tells_nothing_and_is_one_that_mail_servers_take(settings, invite):
    settings.BASE_URL = "https://partnerships.example.org"

    said = invite(dedupe_key=str(KEY)).message_id

    local, _at, host = said.strip("<>").partition("@")
    assert (host, len(local), local.isalnum()) == ("partnerships.example.org", 32, True)
    assert not any(part in said for part in ("77", "2027", "review", "ona"))


def test_a_key_is_read_back_and_one_of_another_form_is_not():
    assert MailKey.read(str(KEY)) == KEY
    assert MailKey.read(f"reminder:{KEY}").kind == "reminder:review-reminder"
    others = ("invitation:7", "own_page:1:2:2026-11-30T05:10:00+00:00", None)
    assert [MailKey.read(other) for other in others] == [None] * 3
    with pytest.raises(ValueError, match="has no colon: a:b"):
        MailKey("kind", "a:b", "", "", "")

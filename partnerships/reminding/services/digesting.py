"""The letter of a digest, from what its lines in both ledgers of reminders still say when it goes (N2, N3)."""

import zoneinfo
from datetime import datetime

from django.utils import timezone
from django_scopes import scope

from partnerships.reminding.mails import digest
from partnerships.reminding.rules.feeds import known_feeds
from pes_partnerships.accounts.models import User
from pes_partnerships.lib.speaking import speaking_to
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.keys import MailKey
from pes_partnerships.outbox.rules.letters import Letter


def compose_digest(mail: OutboxMail, now: datetime) -> Letter | None:
    """None: none of its lines has anything to say any more; each ledger says why."""
    recipient, key = User.objects.filter(pk=mail.about_id).first(), MailKey.read(mail.dedupe_key)
    if recipient is None:
        return None
    with scope(service=mail.service), speaking_to(recipient):
        things = [thing for feed in known_feeds for thing in feed.gathered(mail, now)]
    if not things:
        return None
    today = timezone.localdate(now, zoneinfo.ZoneInfo(recipient.time_zone))
    way = key.stage if key else ""
    return digest(things=things, recipient=recipient, service=mail.service, way=way, today=today)

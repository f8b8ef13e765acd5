"""One thing was handed over to a colleague, or taken back: both are told (N3)."""

import zoneinfo
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from partnerships.models import HandedOver
from partnerships.reminding.rules.feeds import Thing
from partnerships.rules.reminding import due_words
from pes_partnerships.accounts.models import User
from pes_partnerships.lib.links import absolute
from pes_partnerships.lib.speaking import speaking_to
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail

from .digest import days_attached

KIND = "reminders_handed_over"


def handed_over_mail(*, row: HandedOver, thing: Thing, reader: User, at: datetime) -> OutboxMail:
    """Its words about the thing are those of the page on which it was done."""
    today = timezone.localdate(at, zoneinfo.ZoneInfo(reader.time_zone))
    with speaking_to(reader):
        is_takers, is_back = reader == row.taker, row.ended_at is not None
        has_it = is_takers != is_back
        context = {
            "what": thing.what,
            "due": due_words(thing.due_on, today),
            "partnership": thing.partnership,
            "reason": thing.reason,
            "giver": row.giver,
            "taker": row.taker,
            "is_takers": is_takers,
            "is_back": is_back,
            "has_it": has_it,
            "url": absolute(thing.url),
            "mine_url": absolute(reverse("partnerships:my_reminders")),
        }
        attachments = days_attached([thing], row.service, today) if has_it else ()
    return queue_mail(
        kind=KIND,
        to_address=reader.email,
        to_name=reader.name,
        language=reader.language,
        template="partnerships/reminding/mail/handed_over",
        context=context,
        service=row.service,
        about=thing.partnership,
        attachments=attachments,
        dedupe_key=f"{KIND}:{row.pk}:{'back' if is_back else 'over'}:{reader.pk}",
        due_at=at,
    )

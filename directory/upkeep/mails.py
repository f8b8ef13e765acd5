"""The mail that asks whether an entry is still right (D4)."""

from datetime import datetime

from django.urls import reverse

from directory.models import Confirmation
from partnerships.models import Partnership
from pes_partnerships.lib.links import absolute
from pes_partnerships.outbox.services import queue_mail


def confirm_entry(*, request: Confirmation, partnership: Partnership, token: str, send_at: datetime | None) -> None:
    """Until when, and the link that shows the entry with one button. The link is in the outbox until it has gone."""
    entry, person = request.entry, request.recipient
    queue_mail(
        kind="confirm_entry",
        to_address=person.email,
        to_name=person.name,
        language=person.language,
        template="directory/upkeep/mail/confirm_entry",
        context={
            "title": entry.title,
            "due_on": request.due_on,
            "is_late": entry.expired_at is not None,
            "propose_url": absolute(reverse("directory:propose", args=[partnership.pk])),
        },
        service=partnership.service,
        about=entry,
        secrets={"link": absolute(reverse("directory:confirm", args=[token]))},
        dedupe_key=f"confirm_entry:{request.pk}",
        due_at=send_at,
    )

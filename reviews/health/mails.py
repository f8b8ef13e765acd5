"""The mail with the link to a health check, in the language of who is asked; an outbox row in the transaction (R6)."""

from datetime import datetime

from django.urls import reverse

from pes_partnerships.lib.links import absolute
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.keys import MailKey
from pes_partnerships.outbox.services import queue_mail
from reviews.models import HealthCheckPerson


def health_requested(*, person: HealthCheckPerson, token: str, at: datetime, is_reminder: bool = False) -> OutboxMail:
    """The link stands in the outbox only until the mail has gone."""
    check = person.check_round
    partnership = check.partnership
    key = MailKey("health_requested", str(check.pk), str(check.ends_on), "reminder", str(person.pk))
    return queue_mail(
        kind="health_requested",
        to_address=person.email,
        to_name=person.name,
        language=person.language,
        template="reviews/health/mail/health_requested",
        context={
            "check": check,
            "person": person,
            "partnership": partnership,
            "asks": check.opened_by,
            "is_reminder": is_reminder,
        },
        service=partnership.service,
        about=check,
        secrets={"link": absolute(reverse("reviews:health_entry", args=[token]))},
        dedupe_key=str(key) if is_reminder else f"health_requested:{person.pk}:{at.isoformat()}",
    )

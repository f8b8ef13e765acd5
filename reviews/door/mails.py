"""The mail with the link to a partner's own page, in the contact's language."""

from datetime import datetime

from django.urls import reverse

from partnerships.access import Managers
from partnerships.models import Contact, Participation
from pes_partnerships.lib.links import absolute
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail


def own_page(*, participation: Participation, contact: Contact, token: str, at: datetime) -> OutboxMail:
    """The link is kept in the outbox only until the mail has gone."""
    partnership = participation.partnership
    return queue_mail(
        kind="own_page",
        to_address=contact.email,
        to_name=contact.name,
        language=contact.language,
        template="reviews/door/mail/own_page",
        context={
            "partnership": partnership,
            "party": participation.name,
            "asks": Managers(partnership.service_id).named(partnership),
        },
        service=partnership.service,
        about=partnership,
        dedupe_key=f"own_page:{participation.pk}:{contact.pk}:{at.isoformat()}",
        secrets={"link": absolute(reverse("reviews:door", args=[token]))},
    )

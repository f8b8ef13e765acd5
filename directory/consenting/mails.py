"""The mail that asks a contact person whether the directory may name them (D3)."""

from datetime import datetime

from django.urls import reverse

from directory.models import ContactConsent
from partnerships.access import Managers
from pes_partnerships.lib.links import absolute
from pes_partnerships.outbox.services import queue_mail


def contact_asked(*, consent: ContactConsent, token: str, again: datetime | None = None) -> None:
    """What would be shown, where and until when; the same link takes it back. It is in the outbox until it has gone."""
    partnership = consent.partnership
    key = f"contact_asked:{consent.pk}"
    queue_mail(
        kind="contact_asked",
        to_address=consent.email,
        to_name=consent.name,
        language=consent.language,
        template="directory/consenting/mail/contact_asked",
        context={
            "name": consent.name,
            "email": consent.email,
            "organisation": consent.organisation,
            "title": partnership.title,
            "ends_on": consent.ends_on,
            "asks": Managers(partnership.service_id).named(partnership),
        },
        service=partnership.service,
        about=consent,
        secrets={"link": absolute(reverse("directory:consent", args=[token]))},
        dedupe_key=f"{key}:{again.isoformat()}" if again else key,
    )

"""The answer to feedback, to who wrote it, with the link to the partner's own page (R8)."""

from django.urls import reverse

from partnerships.access import Managers
from pes_partnerships.lib.links import absolute
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail
from reviews.models import Feedback


def answered(*, feedback: Feedback, token: str) -> OutboxMail:
    """In the language of the contact; once for each answer."""
    partnership, contact = feedback.partnership, feedback.contact
    return queue_mail(
        kind="feedback_answered",
        to_address=contact.email,
        to_name=contact.name,
        language=contact.language,
        template="reviews/feedback/mail/feedback_answered",
        context={
            "feedback": feedback,
            "partnership": partnership,
            "party": feedback.participation.name if feedback.participation else "",
            "asks": Managers(partnership.service_id).named(partnership),
        },
        service=partnership.service,
        about=feedback,
        dedupe_key=f"feedback_answered:{feedback.pk}",
        secrets={"link": absolute(reverse("reviews:door", args=[token]))},
    )

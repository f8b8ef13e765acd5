"""The one mail to a person of an office when a campaign opens: all its reviews with their days."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from pes_partnerships.accounts.models import User
from pes_partnerships.lib.links import absolute
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail
from reviews.models import ReviewCampaign


def campaign_opened(*, campaign: ReviewCampaign, recipient: User, rows: Sequence[Any]) -> OutboxMail:
    """`rows`: each with its `review` and `days`."""
    lines = [(row.review.series.partnership.title, row.days.office_by, row.review.due_on) for row in rows]
    return queue_mail(
        kind="campaign_opened",
        to_address=recipient.email,
        to_name=recipient.name,
        language=recipient.language,
        template="reviews/campaigns/mail/campaign_opened",
        context={
            "campaign": campaign,
            "count": len(lines),
            "lines": lines,
            "url": absolute(reverse("reviews:campaign", args=[campaign.pk])),
        },
        service=campaign.service,
        about=campaign,
        dedupe_key=f"campaign_opened:{campaign.pk}:{recipient.pk}",
    )

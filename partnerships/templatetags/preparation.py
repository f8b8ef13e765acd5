"""For the page of a partnership that is still being prepared: where its preparation stands."""

from typing import Any

from django import template
from django.utils import timezone

from partnerships.models import Partnership
from partnerships.preparation.rules.preparation import preparation
from partnerships.preparation.services.preparation import preparation_facts
from partnerships.rules.lifecycle import PartnershipStatus

register = template.Library()


@register.inclusion_tag("partnerships/preparation/preparation_section.html")
def preparation_section(partnership: Partnership) -> dict[str, Any]:
    """Nothing once there is an agreement: `partnership` needs its status, as with_status() gives it."""
    if partnership.status != PartnershipStatus.PREPARING:
        return {}
    found = preparation(preparation_facts(partnership, timezone.localdate()))
    return {"partnership": partnership, "found": found}

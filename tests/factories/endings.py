"""What tests of endings ask and type."""

import datetime

from django.urls import reverse
from django.utils import timezone

from partnerships.models import Partnership
from pes_partnerships.outbox.models import OutboxMail
from tests.pages import typed_in

Day = datetime.date


def url_of(page: str, *keys: object) -> str:
    return reverse(f"partnerships:{page}", args=keys)


def of_day(field: str, day: Day) -> dict[str, int]:
    return {f"{field}_day": day.day, f"{field}_month": day.month, f"{field}_year": day.year}


def later(days: int) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=days)


def status_of(partnership: Partnership) -> str:
    return Partnership.objects.with_status(timezone.localdate()).get(pk=partnership.pk).status


def mails(kind: str) -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(kind=kind).order_by("to_address"))


def decided(lina, partnership, **fields):
    page = url_of("partnership_end", partnership.pk)
    typed = {"reason": "no_value", "note": "Town halls do it.", **fields}
    return lina.post(page, typed_in(lina.get(page), "note", **typed), follow=True)

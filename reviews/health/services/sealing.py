"""What ties the answers of an anonymous check to people is taken away when it closes (R6)."""

import secrets

from pes_partnerships.accounts.models import UnsavedInput
from reviews.models import HealthCheck, HealthCheckAnswer, HealthCheckLink, HealthCheckSheet


def seal(check: HealthCheck) -> None:
    """What was saved and not sent is dropped. The sheets of an anonymous check are written again, without person and
    hour, in an order that says nothing about who answered first.
    """
    check.sheets.filter(sent_at=None).delete()
    check.people.update(typed={}, saved_at=None)
    hashes = HealthCheckLink.objects.filter(person__check_round=check).values_list("token_hash", flat=True)
    UnsavedInput.objects.filter(link__in=list(hashes)).delete()
    if not check.is_anonymous:
        return
    sheets = list(check.sheets.prefetch_related("answers"))
    check.sheets.all().delete()
    secrets.SystemRandom().shuffle(sheets)
    for sheet in sheets:
        _write_anew(sheet, check)


def _write_anew(sheet: HealthCheckSheet, check: HealthCheck) -> None:
    said = {name: getattr(sheet, name) for name in ("group", "leadership", "trust", "learning")}
    fresh = HealthCheckSheet.objects.create(check_round=check, sent_at=check.closed_at, **said)
    HealthCheckAnswer.objects.bulk_create(
        HealthCheckAnswer(sheet=fresh, ingredient=each.ingredient, answer=each.answer, note=each.note)
        for each in sheet.answers.all()
    )

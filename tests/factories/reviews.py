"""Many reviews at once, as rows: for what must not cost more because there are more of them."""

from datetime import UTC, date, datetime
from typing import Any

from partnerships.models import Partnership
from reviews.models import Review, Series
from tests.cast import Cast

PLANNED_AT = datetime(2026, 12, 1, 9, tzinfo=UTC)


def many_planned(
    cast: Cast, number: int, *, due_on: date, planned_at: datetime = PLANNED_AT, **fields: Any
) -> list[Review]:
    """Partnerships of the Alytus office and of Lina, if `fields` say nothing else; the first review of each."""
    fields = {"service": cast.service, "office": cast.alytus, "manager": cast.lina, **fields}
    since = Partnership.objects.count() + 1
    names = [(f"LT-2026-{each:05}", f"Partnership {each}") for each in range(since, since + number)]
    partnerships = Partnership.objects.bulk_create(
        Partnership(reference=reference, title=title, search_text=title.lower(), **fields) for reference, title in names
    )
    series = Series.objects.bulk_create(Series(partnership=each, every_months=12) for each in partnerships)
    return Review.objects.bulk_create(
        Review(series=each, number=1, due_on=due_on, planned_at=planned_at) for each in series
    )

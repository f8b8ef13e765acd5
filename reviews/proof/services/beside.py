"""The other values of a partnership for the same date or period: what one report may prove, too (G5)."""

from reviews.models import Measurement
from reviews.models.measurement import MeasurementQuerySet

MOST = 40  # that are offered at once


def values_beside(measurement: Measurement) -> MeasurementQuerySet:
    """Those that count, by objective; a report of a quarter has the figures of several."""
    partnership = measurement.objective.agreement.partnership_id
    found = Measurement.objects.standing().filter(
        objective__agreement__partnership=partnership, as_of=measurement.as_of
    )
    named = found.exclude(pk=measurement.pk).select_related("objective", "quota", "party__participation__organisation")
    return named.order_by("objective__order", "pk")

"""What hangs on a part of a text, so that it cannot be taken out of a record that is corrected (A15)."""

from django.db.models import Model

from partnerships.models import Objective, Party, Quota
from reviews.models import Activity, Assessment, Measurement


def part_uses(*, part: Model) -> list[str]:
    """Hook: the kinds of rows that are about it."""
    found = []
    if isinstance(part, Objective):
        if Assessment.objects.filter(objective=part).exists():
            found.append("assessment")
        if Activity.objects.filter(objectives=part).exists():
            found.append("activity")
        if Measurement.objects.filter(objective=part).exists():
            found.append("value")
    elif (isinstance(part, Quota) and Measurement.objects.filter(quota=part).exists()) or (
        isinstance(part, Party) and Measurement.objects.filter(party=part).exists()
    ):
        found.append("value")
    return found

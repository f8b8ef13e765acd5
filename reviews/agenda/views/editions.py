"""What came of the objectives of each edition of an agreement, beside what was agreed then (A15, O2)."""

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.models import Objective
from reviews.results.services.results import lines_for


def objective_results(*, objectives: Collection[Objective]) -> list[tuple[int, str]]:
    """Hook: by objective, where a value was entered: the assessment, the value and its day."""
    rows = Objective.objects.filter(pk__in=[each.pk for each in objectives]).select_related("agreement__partnership")
    lines = lines_for(rows.prefetch_related("milestones", "quotas"), timezone.localdate())
    return [
        (
            line.objective.pk,
            _("%(verdict)s: %(value)s, %(day)s")
            % {"verdict": line.verdict.label, "value": line.shown_value, "day": line.latest.as_of.display()},
        )
        for line in lines
        if line.latest
    ]

"""All ready rows rebuilt: the log says what was wrong, for a row that is wrong has a cause (G16)."""

import logging
from collections import Counter

from django.db import transaction
from django_scopes import scopes_disabled

from partnerships.models import Partnership, PortfolioCount, PortfolioLine
from pes_partnerships.accounts.models import EmploymentService

from .ready import SLICE, change_figures, lock_writers, today_of, write

logger = logging.getLogger(__name__)


def rebuild() -> int:
    """How many slices of rows and figures were wrong. Others may read and write meanwhile."""
    with scopes_disabled():
        return sum(_rebuild_service(service) for service in EmploymentService.objects.all())


def _rebuild_service(service: EmploymentService) -> int:
    wrong = 0
    last = 0
    rows = Partnership.objects.filter(service=service).order_by("pk").values_list("pk", flat=True)
    while keys := list(rows.filter(pk__gt=last)[:SLICE]):
        last = keys[-1]
        with transaction.atomic():
            lock_writers()
            is_wrong = write(service, keys, today_of(service))
        if is_wrong:
            wrong += 1
            logger.warning("Ready rows of %s were wrong, partnerships %s to %s.", service.code, keys[0], last)
    return wrong + _rebuild_figures(service)


@transaction.atomic
def _rebuild_figures(service: EmploymentService) -> int:
    lock_writers()
    ought: Counter = Counter()
    for counted in PortfolioLine.objects.filter(service=service).values_list("counted", flat=True).iterator():
        for place, person, name, number in counted:
            ought[place, person, name] += number
    for row in PortfolioCount.objects.filter(service=service):
        ought[row.place, row.person, row.name] -= row.number
    wrong = {key: number for key, number in ought.items() if number}
    if wrong:
        logger.warning("Figures of %s were wrong: %s.", service.code, ", ".join(sorted({key[2] for key in wrong})))
    change_figures(service, wrong)
    return len(wrong)

import datetime

from django.db.models import Model
from django.utils import timezone
from django_scopes import scopes_disabled

from partnerships.models import Partnership, PortfolioCount, PortfolioLine, WaitingTask, YearlyCost
from partnerships.portfolio.services.portfolio import lapsed_managers
from partnerships.portfolio.services.ready import write
from partnerships.portfolio.services.tasks import chosen, reader
from partnerships.shared.views.task_lines import TaskLine, lines_of
from pes_partnerships.accounts.models import User

COUNTED = ["service", "place", "person", "name"]


def waiting_for(user: User, today: datetime.date | None = None) -> list[TaskLine]:
    """All tasks that a person sees on a day, as the clock has them on that day: their own and those of others."""
    membership, today = user.memberships.select_related("service", "office").get(), today or timezone.localdate()
    with scopes_disabled():
        write(
            membership.service,
            list(Partnership.objects.filter(service=membership.service).values_list("pk", flat=True)),
            today,
        )
        return lines_of(list(chosen(reader(membership, lapsed_managers(membership)), "all", today=today)), today)


def whose(lines: list[TaskLine]) -> list[tuple[str, bool]]:
    return [(line.label, line.task.is_own) for line in lines]


def ready_rows() -> dict[str, list]:
    """All ready rows as plain values, to compare."""
    with scopes_disabled():
        return {
            "lines": [_values(row) for row in PortfolioLine.objects.order_by("pk")],
            "tasks": [_values(row) for row in WaitingTask.objects.order_by("kind", "ref")],
            "costs": [_values(row) for row in YearlyCost.objects.order_by("partnership", "year", "currency")],
            "figures": [_values(row) for row in PortfolioCount.objects.exclude(number=0).order_by(*COUNTED)],
        }


def _values(row: Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name != "id"}

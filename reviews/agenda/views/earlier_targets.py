"""A renewal keeps the targets of the version before it in sight, beside what came of them (A15, O2)."""

from datetime import date
from typing import Any

from django.utils import timezone

from partnerships.hooks import Panel
from partnerships.models import Agreement
from partnerships.rules.vocabulary import AgreementKind
from pes_partnerships.accounts.models import Membership
from reviews.results.services.results import results_of, target_in_words

TEMPLATE = "reviews/agenda/_panel_earlier.html"


def draft_panels(*, agreement: Agreement, membership: Membership) -> list[Panel]:
    """Beside the task list of a renewal, while its new targets are written."""
    return earlier_targets(agreement, timezone.localdate())


def earlier_targets(agreement: Agreement, today: date) -> list[Panel]:
    """Each objective of the earlier version: its target, its last value until the renewal took force, and what now."""
    previous = agreement.previous
    if agreement.kind != AgreementKind.RENEWAL or previous is None:
        return []
    until = timezone.localdate(agreement.in_force_at) if agreement.in_force_at else None
    objectives = list(agreement.objectives.all())
    now = {objective.lineage: objective for objective in objectives}
    named = {objective.title.casefold(): objective for objective in objectives}
    rows: list[dict[str, Any]] = []
    for result in results_of(previous, min(until or today, today), until=until):
        follows = now.get(result.objective.lineage) or named.get(result.objective.title.casefold())
        rows.append({"result": result, "now": target_in_words(follows) if follows else ""})
    context = {"rows": rows, "previous": previous, "language": previous.language}
    return [Panel(TEMPLATE, context)] if rows else []

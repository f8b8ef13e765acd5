"""Writing one objective of a draft, with its shares and milestones (O1); and reading one that is being typed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import translation

from partnerships.drafting.rules.text import ObjectiveText
from partnerships.drafting.services.recording import lock_draft, record_part, write_part
from partnerships.drafting.services.wording import choice, objective_text
from partnerships.models import Agreement, Milestone, Objective, Quota
from partnerships.shared.services.conflicts import LISTS
from partnerships.shared.services.in_use import is_used, refuse_used
from pes_partnerships.ledger.services import Actor, diff, one_act


@one_act()
def save_objective(
    *,
    agreement: Agreement,
    by: Actor,
    objective: Objective | None = None,
    quotas: Iterable[dict[str, Any]] | None = None,
    milestones: Iterable[dict[str, Any]] | None = None,
    seen: str | None = None,
    **fields: Any,
) -> Objective:
    """An objective with its shares and milestones; both lists are replaced whole when they are given (O1)."""
    locked = lock_draft(agreement)
    row = objective or Objective(agreement=locked, order=locked.objectives.count())
    write_part(row, fields, act="objective.saved", agreement=locked, by=by, seen=seen)
    before = _list_words(row)
    for kind, related, rows in ((Quota, "quotas", quotas), (Milestone, "milestones", milestones)):
        if rows is not None:
            kept = list(getattr(row, related).all())
            stay = _with_values(kept) if locked.is_elsewhere else {}
            for gone in stay.keys() - {values.get("id") for values in rows}:
                refuse_used(stay[gone], locked)
            kind.objects.filter(objective=row).exclude(pk__in=stay).delete()
            for values in rows:
                part = stay.get(values.get("id")) or kind(objective=row, **_lineage(kept, values))
                for name, value in _named(related, values).items():
                    setattr(part, name, value)
                part.full_clean()
                part.save()
    if before != (after := _list_words(row)):
        record_part(locked, row, "objective.saved", by, *diff(before, after))
    return row


@one_act()
def change_objectives(*, agreement: Agreement, keys: Iterable[int], by: Actor, **fields: Any) -> list[Objective]:
    """The objectives among `keys` in which one of `fields` is changed; each is an entry of its own."""
    locked, changed = lock_draft(agreement), []
    for row in locked.objectives.filter(pk__in=list(keys)).order_by("order", "pk"):
        new = {name: value for name, value in fields.items() if getattr(row, name) != value}
        if new:
            changed.append(save_objective(agreement=locked, by=by, objective=row, **new))
    return changed


def text_as_typed(row: Objective, values: Mapping[str, Any], **lists: list[dict[str, Any]]) -> ObjectiveText:
    """What the text would say of an objective as it stands in its form: nothing is saved, and gaps stay gaps."""
    kept = {"agreement": row.agreement, "pk": row.pk, "lineage": row.lineage, "order": row.order}
    typed = Objective(**kept, **{name: value for name, value in values.items() if name != "seen"})
    quotas = [part for part in lists.get("quotas", []) if part.get("share") is not None]
    milestones = [part for part in lists.get("milestones", []) if part.get("due")]
    typed.quotas_read = [Quota(**_named("quotas", part)) for part in quotas]
    typed.milestones_read = [Milestone(**_named("milestones", part)) for part in milestones]
    with translation.override(row.agreement.language):
        return objective_text(typed)


def target_text(row: Objective) -> ObjectiveText:
    """What a target says and is compared with, of a saved objective: without a query."""
    choices = {name: choice(row, name) for name in ("target_kind", "comparator", "relation", "baseline_kind")}
    names = ("target", "target_to", "unit", "counted_among", "baseline_value", "baseline_text", "is_measurable")
    values = {name: getattr(row, name) for name in names}
    return ObjectiveText(row.pk, str(row.lineage), row.title, **choices, **values)


def _with_values(rows: Iterable[Any]) -> dict[int, Any]:
    """Those on which values hang, by key: they stay the rows that they are."""
    return {row.pk: row for row in rows if isinstance(row, Quota) and is_used(row)}


def _named(related: str, values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in LISTS["objective"][related] if name in values}


def _lineage(kept: list[Any], values: dict[str, Any]) -> dict[str, Any]:
    """The lineage of the quota that a line was filled from, so that its values follow it; a milestone has none."""
    for each in kept:
        if isinstance(each, Quota) and each.pk == values.get("id"):
            return {"lineage": each.lineage}
    return {}


def _list_words(objective: Objective) -> dict[str, list[str]]:
    return {name: [str(part) for part in getattr(objective, name).all()] for name in ("quotas", "milestones")}

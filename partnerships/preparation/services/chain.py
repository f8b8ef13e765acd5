"""The chain of support, and who covers which part of it (F1)."""

from collections.abc import Mapping
from copy import copy
from typing import Any

from partnerships.models import ChainNeed, Cover, Participation, Partnership
from partnerships.preparation.rules.chain import NeedFacts
from partnerships.rules.lifecycle import GONE
from partnerships.rules.vocabulary import Extent
from partnerships.shared.services.changes import private_values, set_fields
from partnerships.shared.services.conflicts import Conflict, seen_hash
from partnerships.shared.services.row_lists import RowList
from pes_partnerships.ledger.services import Act, Actor, diff, one_act, record_many

from .row_lists import save_rows

CHAIN = RowList(
    related_name="chain",
    fields=("need", "ours", "note"),
    personal=frozenset({"note"}),
    saved="chain.saved",
    removed="chain.removed",
)


class NotOfThisPartnership(ValueError):
    """The participant belongs to another partnership, or the word for its cover is none that is known."""


def save_chain(
    *, partnership: Partnership, by: Actor, rows: list[dict[str, Any]], seen: str | None = None
) -> list[ChainNeed]:
    """The needs in their order; a row: need, ours (an Extent or ""), note, and id where the need is known."""
    return save_rows(CHAIN, partnership=partnership, by=by, rows=rows, seen=seen)


@one_act()
def save_covers(
    *,
    partnership: Partnership,
    participation: Participation | None,
    extents: Mapping[int, str],
    by: Actor,
    notes: Mapping[int, str] | None = None,
    seen: str | None = None,
) -> None:
    """How far one participant (None: the service itself) covers each need; "" takes back what was said.

    Needs of other partnerships are left alone. Raises Conflict where somebody saved since the editor `seen` it.
    """
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    if participation and participation.partnership_id != partnership.pk:
        raise NotOfThisPartnership(f"participant {participation.pk} is not in partnership {partnership.pk}")
    if set(extents.values()) - {"", *Extent.values}:
        raise NotOfThisPartnership(f"unknown extent in {sorted(set(extents.values()))}")
    if seen is not None and seen != seen_covers(partnership, participation):
        raise Conflict(participation or partnership)
    needs = [need for need in partnership.chain.all() if need.pk in extents]
    if participation is None:
        record_many([act for need in needs for act in _ours(partnership, need, extents[need.pk], by)])
        return
    known = {cover.need_id: cover for cover in participation.covers.all()}
    acts = []
    for need in needs:
        cover = known.get(need.pk) or Cover(need=need, participation=participation)
        note = (notes or {}).get(need.pk, cover.note)
        acts += _theirs(partnership, cover, extents[need.pk], note, by)
    record_many(acts)


def _ours(partnership: Partnership, need: ChainNeed, extent: str, by: Actor) -> list[Act]:
    before, after, _personal = set_fields(need, {"ours": extent})
    return [Act("cover.saved", partnership, by, need, partnership.service, before, after)] if after else []


def _theirs(partnership: Partnership, cover: Cover, extent: str, note: str, by: Actor) -> list[Act]:
    """Which need and whose stands with every act, so that the history reads without the row."""
    was = {"extent": cover.extent, "note": cover.note} if cover.pk else {}
    now = {"extent": extent, "note": note} if extent else {}
    if was == now:
        return []
    place = {"need": cover.need, "participation": cover.participation}
    before, after = diff(_without_note(was), _without_note(now))
    if extent:
        set_fields(cover, now)
    acted_on = copy(cover)  # keeps its key when the row goes
    if not extent:
        cover.delete()
    private = private_values(acted_on, {"note"} if now.get("note") else set())
    return [Act("cover.saved", partnership, by, acted_on, partnership.service, before, after | place, private)]


def _without_note(said: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in said.items() if name != "note"}


def seen_covers(partnership: Partnership, participation: Participation | None) -> str:
    """What the editor of one column begins with, as a fingerprint."""
    if participation is None:
        return seen_hash(list(partnership.chain.values_list("pk", "ours")))
    return seen_hash(list(participation.covers.order_by("need").values_list("need", "extent", "note")))


def columns_of(partnership: Partnership) -> list[Participation]:
    """Who stands in the map beside the service itself: everybody present but the service as its own partner."""
    rows = partnership.participations.select_related("organisation", "partnership")
    return [row for row in rows if is_column(row)]


def is_column(row: Participation) -> bool:
    is_us = bool(row.organisation_id) and row.organisation.pes_id == row.partnership.service_id
    return row.status not in GONE and not is_us


def needs_with_facts(partnership: Partnership, columns: list[Participation]) -> list[tuple[ChainNeed, NeedFacts]]:
    """Each need with what the service and each column say of it; two queries, whatever their number."""
    keys = [column.pk for column in columns]
    found = []
    for need in partnership.chain.prefetch_related("covers"):
        said = {cover.participation_id: cover.extent for cover in need.covers.all()}
        extents = (need.ours, *(said.get(key, "") for key in keys))
        found.append((need, NeedFacts(need.pk, need.need, extents, need.note)))
    return found

"""What a partnership itself needs at its launch (F11)."""

from typing import Any

from partnerships.models import Partnership, SupportNeed
from partnerships.shared.services.row_lists import RowList
from pes_partnerships.ledger.services import Actor

from .row_lists import save_rows

SUPPORT = RowList(
    related_name="support",
    fields=("kind", "need", "provider", "due_on", "met_on"),
    personal=frozenset({"need", "provider"}),  # free texts that may name people
    saved="support_need.saved",
    removed="support_need.removed",
)


def save_support(
    *, partnership: Partnership, by: Actor, rows: list[dict[str, Any]], seen: str | None = None
) -> list[SupportNeed]:
    """The support needs in their order; a row: kind, need, provider, due_on, met_on, and id where it is known."""
    return save_rows(SUPPORT, partnership=partnership, by=by, rows=rows, seen=seen)

"""A draft that goes past what its office may decide, and one about which the wider unit was asked."""

from typing import Any

from tests.factories.autonomy import asked_approval, draft_beyond


def rows(crew: Any, world: Any) -> dict[str, object]:
    return {"office_row": crew.alytus, "draft_beyond": draft_beyond(crew), "approval": asked_approval(crew)}

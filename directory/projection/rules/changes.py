"""What a proposal would change of an entry that is public already, field by field (D4)."""

from collections.abc import Mapping
from typing import Any

from .projection import PUBLIC_FIELDS


def changed_fields(public_now: Mapping[str, Any], proposed: Mapping[str, Any]) -> list[str]:
    """The names of the fields that differ, in the order of the entry; empty values are all alike.

    The day of the facts alone is no change: it is another one each time that somebody proposes.
    """
    fields = (name for name in PUBLIC_FIELDS if name != "as_of")
    return [name for name in fields if (public_now.get(name) or None) != (proposed.get(name) or None)]

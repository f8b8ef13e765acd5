"""Two records of one organisation become one: which facts fill up, which differ, and why a merge is refused (F2).

Facts are compared as they are stored, as plain values under the names of their columns. A fact whose parts belong
together (a name and its language) is taken from one side as a whole.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

KEPT, MERGED = "kept", "merged"

FACTS: dict[str, tuple[str, ...]] = {
    "name": ("name", "language"),
    "name_en": ("name_en",),
    "abbreviation": ("abbreviation",),
    "category": ("category", "type_id"),
    "level": ("level",),
    "country": ("country",),
    "place": ("place",),
    "street": ("street", "postcode"),
    "registration_number": ("registration_number",),
    "website": ("website",),
    "email": ("email",),
    "phone": ("phone",),
    "offers": ("offers",),
    "pes": ("pes_id",),
    "ended": ("ended", "end_kind", "successors"),
}
LABELS = {
    "name": _("Name"),
    "name_en": _("Name in English"),
    "abbreviation": _("Abbreviation"),
    "category": _("Category"),
    "level": _("Level"),
    "country": _("Country"),
    "place": _("Place"),
    "street": _("Street and postcode"),
    "registration_number": _("Registration number"),
    "website": _("Web address"),
    "email": _("E-mail of the organisation"),
    "phone": _("Telephone of the organisation"),
    "offers": _("Services offered"),
    "pes": _("Is this employment service"),
    "ended": _("End of the organisation"),
}
REFUSALS = {
    "itself": _("A record cannot be merged with itself. Choose another record of the organisation."),
    "merged_already": _("“%(merged)s” has already been merged into “%(kept)s”. Use the record that was kept."),
    "successor": _(
        "“%(successor)s” is the successor of “%(former)s” and therefore a different organisation with its "
        "own history. Keep both records, or remove the successor first if it was entered by mistake."
    ),
    "number": _(
        "“%(other)s” already has the registration number %(number)s. Check whether it is a third record of "
        "this organisation, or correct the number first."
    ),
    "undone_before": _("This merge has already been undone."),
    "undo_first": _("“%(kept)s” has since been merged into “%(into)s”. Undo that merge first, then this one."),
    "number_taken": _(
        "“%(other)s” now has the registration number %(number)s. Each number belongs to one organisation in "
        "a country. Correct it there first."
    ),
}


class MergeRefused(Exception):
    """The merge, or its undoing, cannot be; `str()` is the sentence for the page, `code` its reason."""

    def __init__(self, code: str, **names: str):
        super().__init__(code)
        self.code = code
        self.names = names

    def __str__(self) -> str:
        return str(REFUSALS[self.code]) % self.names


@dataclass(frozen=True)
class Fact:
    """One fact on both sides."""

    key: str
    kept: dict[str, Any]
    merged: dict[str, Any]

    @property
    def differs(self) -> bool:
        """Both sides say something, and not the same: somebody has to choose."""
        return any(_says(value) and _says(self.merged[name]) and value != self.merged[name] for name, value in self)

    @property
    def is_filled(self) -> bool:
        """The kept side gains what it lacks."""
        return not self.differs and any(not _says(value) and _says(self.merged[name]) for name, value in self)

    @property
    def is_empty(self) -> bool:
        return not any(_says(value) for side in (self.kept, self.merged) for value in side.values())

    def outcome(self, choice: str = KEPT) -> dict[str, Any]:
        """The values that the kept record has afterwards; the choice counts where the sides differ."""
        if self.differs:
            return self.merged if choice == MERGED else self.kept
        return {name: value if _says(value) else self.merged[name] for name, value in self}

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return iter(self.kept.items())


def facts_of(kept: Mapping[str, Any], merged: Mapping[str, Any]) -> list[Fact]:
    """Every fact of FACTS, in the order of the page."""
    return [
        Fact(key, {name: kept[name] for name in names}, {name: merged[name] for name in names})
        for key, names in FACTS.items()
    ]


def settled(facts: list[Fact], choose: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """What changes on the kept record: {column: {"before", "after"}}."""
    changed = {}
    for fact in facts:
        after = fact.outcome(choose.get(fact.key, KEPT))
        changed |= {name: {"before": value, "after": after[name]} for name, value in fact if after[name] != value}
    return changed


def _says(value: Any) -> bool:
    return value not in (None, "", [])

"""What two entries are held against each other by: structured facts alone, never their prose (D1). Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Facts:
    """Codes of one entry; empty where its source says nothing."""

    pk: int
    countries: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()
    model: str = ""
    formality: str = ""
    role: str = ""
    status: str = ""
    has_figures: bool = False  # a target in figures

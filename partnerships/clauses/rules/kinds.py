"""What a clause of the library is: its words, the fields that fill them, and what the sources say of it (A1, A8–A14).

The words are Markdown with the names of fields in braces: "The parties meet {times} times a year." Words of our own are
the standard edition; a service may publish editions of its own beside them, with the same fields.
"""

from dataclasses import dataclass, field
from typing import Any

LINE, TEXT, NUMBER, CHOICE, PARTY, DATE, ROWS = "line", "text", "number", "choice", "party", "date", "rows"
OPTIONAL = {"required": False}  # a line of the words whose optional field is empty is left out


@dataclass(frozen=True)
class ClauseField:
    """`options`: (code, the phrase as the sentence takes it). `columns`: of a list. `needed_if`: (column, its code).

    `prefill`: the fact of the partnership that is proposed; `default`: the value that is proposed without one.
    `is_earlier`: of earlier words; it is asked where they are still used.
    """

    name: str
    label: Any
    kind: str = LINE
    options: tuple[tuple[str, Any], ...] = ()
    columns: tuple["ClauseField", ...] = ()
    default: Any = None
    prefill: str = ""
    required: bool = True
    needed_if: tuple[str, str] | None = None
    help: Any = ""
    is_earlier: bool = False

    @property
    def braces(self) -> str:
        """How its place is written in the words."""
        return f"{{{self.name}}}"

    def option(self, code: Any) -> Any:
        return dict(self.options).get(code, "")


@dataclass(frozen=True)
class ClauseKind:
    """`standard`: proposed for an empty part, where `elements` (any of them) or `models` allow it; else on request."""

    key: str
    part: str
    title: Any
    words: Any
    fields: tuple[ClauseField, ...] = ()
    standard: bool = True
    elements: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    source: str = ""
    guidance: Any = ""
    example: Any = ""

    def field(self, name: str) -> ClauseField | None:
        return next((each for each in self.fields if each.name == name), None)

    def proposed_for(self, model: str, elements: set[str]) -> bool:
        if self.models and model not in self.models:
            return False
        return self.standard and (not self.elements or bool(elements.intersection(self.elements)))


@dataclass(frozen=True)
class Wording:
    """One edition of a clause's words. `edition` 0 is the product's own; `owner` names the service of the others."""

    key: str
    part: str
    title: str
    words: str
    language: str
    edition: int = 0
    owner: str = ""
    fields: tuple[ClauseField, ...] = field(default=(), compare=False)

    @property
    def is_standard(self) -> bool:
        return self.edition == 0

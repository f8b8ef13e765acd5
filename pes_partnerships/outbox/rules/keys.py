"""What a mail of the clock is: the key under which it is written once, and known when it is written again. Pure."""

from dataclasses import astuple, dataclass
from datetime import date
from typing import Self

_MARK = ":"


@dataclass(frozen=True)
class MailKey:
    """`kind` of what, about which `subject`, for which `occurrence` (its day, in ISO), at which `stage` (such as the
    days before), to which `recipient`. None but the kind has a colon."""

    kind: str
    subject: str
    occurrence: str
    stage: str
    recipient: str

    def __post_init__(self) -> None:
        if wrong := [each for each in astuple(self)[1:] if _MARK in each]:
            raise ValueError(f"A part of a key has no colon: {', '.join(wrong)}")

    def __str__(self) -> str:
        return _MARK.join(astuple(self))

    @classmethod
    def read(cls, key: str | None) -> Self | None:
        """None for a key of another form, which belongs to an act of a person."""
        parts = (key or "").rsplit(_MARK, len(cls.__dataclass_fields__) - 1)
        if len(parts) < len(cls.__dataclass_fields__):
            return None
        found = cls(*parts)
        try:
            date.fromisoformat(found.occurrence)
        except ValueError:
            return None
        return found

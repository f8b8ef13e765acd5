"""What a meeting said, as plain values: frozen with its note, shown and printed from there (R7). Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from reviews.rules.meeting_words import TOOK_PART, Attendance, Became, MeetingKind, Point


@dataclass(frozen=True)
class Improvement:
    text: str
    became: str = ""
    words: str = ""

    @property
    def became_label(self) -> str:
        return str(Became(self.became).label) if self.became else ""


@dataclass(frozen=True)
class Voice:
    """One participant: who, whether there, and its own words."""

    party: str
    name: str = ""
    attendance: str = ""
    strengths: str = ""
    improvements: tuple[Improvement, ...] = ()

    @property
    def spoke(self) -> bool:
        return bool(self.strengths or self.improvements)

    @property
    def who(self) -> str:
        return f"{self.name}, {self.party}" if self.name else self.party

    @property
    def attendance_label(self) -> str:
        return str(Attendance(self.attendance).label) if self.attendance else ""


@dataclass(frozen=True)
class Agreed:
    text: str
    who: str
    due_on: date


@dataclass(frozen=True)
class AgendaLine:
    point: str = ""
    title: str = ""
    who: str = ""
    minutes: int | None = None
    outcome: str = ""

    @property
    def name(self) -> str:
        """A point of the guide is named in the reader's language."""
        return str(Point(self.point).label) if self.point else self.title


@dataclass(frozen=True)
class Minutes:
    """`hours` and `place` as they are printed; `next_chair` of the next meeting."""

    kind: str
    title: str
    day: date
    service: str
    partnership: str
    hours: str = ""
    place: str = ""
    chair: str = ""
    idea: str = ""
    question: str = ""
    voices: tuple[Voice, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    agenda: tuple[AgendaLine, ...] = ()
    next_day: date | None = None
    next_chair: str = ""

    @property
    def name(self) -> str:
        return self.title or str(MeetingKind(self.kind).label)

    @property
    def took_part(self) -> list[Voice]:
        return [each for each in self.voices if each.attendance in TOOK_PART]

    @property
    def wrote(self) -> list[Voice]:
        return [each for each in self.voices if each.attendance == Attendance.WRITING]

    @property
    def speaking(self) -> list[Voice]:
        return [each for each in self.voices if each.spoke]

    @property
    def reported(self) -> list[AgendaLine]:
        """A point of which nothing was written down does not reach the note."""
        return [each for each in self.agenda if each.outcome]

    def that_became(self, became: str) -> list[tuple[Voice, Improvement]]:
        return [(voice, each) for voice in self.voices for each in voice.improvements if each.became == became]


def as_json(minutes: Minutes) -> dict[str, Any]:
    """Days as ISO; all else is what JSON knows."""
    return _plain(asdict(minutes))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def from_json(stored: Mapping[str, Any]) -> Minutes:
    known = {each.name for each in fields(Minutes)}
    values = {name: value for name, value in stored.items() if name in known}
    values["day"] = date.fromisoformat(values["day"])
    values["next_day"] = date.fromisoformat(values["next_day"]) if values.get("next_day") else None
    values["voices"] = tuple(
        Voice(**{**each, "improvements": tuple(Improvement(**one) for one in each["improvements"])})
        for each in values["voices"]
    )
    values["agreed"] = tuple(
        Agreed(**{**each, "due_on": date.fromisoformat(each["due_on"])}) for each in values["agreed"]
    )
    values["agenda"] = tuple(AgendaLine(**each) for each in values["agenda"])
    return Minutes(**values)

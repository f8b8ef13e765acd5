"""What a person is asked about a checked workbook: lines with the same cause are one case. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pes_partnerships.lib.numbers import display_number
from pes_partnerships.lib.text import fold

from .fields import OF_LISTS, Field
from .kinds import KINDS

SKIP, ANOTHER, SAME, SET, CLEAR = "skip", "new", "same", "set", "clear"
DUPLICATE = "duplicate"
# by what is at stake: a silent renaming first, single figures last
_RANKS = ("renamed", "near", "two_in_force", "signed_here", "organisation", "no_participant", "no_objective")
SHOWN_LINES = 5
# lines with such a problem are asked about together, whatever they name
TOGETHER = frozenset({"no_participant", "no_partnership", "no_objective", "no_agreement", "no_party", "category",
                      "no_umbrella"})  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One line as far as a case needs it; `key` is that of its row."""

    key: int
    kind: str
    sheet: str
    number: int
    name: str
    values: dict[str, Any]
    problems: Sequence[dict[str, Any]]
    duplicates: Sequence[dict[str, Any]]
    answer: str = ""
    target: int | None = None
    is_open: bool = False
    below: int = 0  # lines of other sheets that go with it

    def cell_of(self, column: str) -> str:
        """As the file has it, where it could not be read."""
        return next((str(each.get("cell", "")) for each in self.problems if each["column"] == column), "")


@dataclass
class Case:
    """`code` names the kind, `text` says what is wrong; `takes_cells`: the figures may be entered here."""

    code: str
    kind: str
    text: str
    column: str = ""
    lines: list[Asked] = field(default_factory=list)
    takes_cells: bool = False
    may_keep: bool = False
    clears: list[str] = field(default_factory=list)  # cells without which the lines may be written
    is_duplicate: bool = False
    twin: int = 0  # of several about the same cell of the same line

    @property
    def field(self) -> Field | None:
        return KINDS[self.kind].by_code.get(self.column)

    @property
    def entries(self) -> list[list[Asked]]:
        """Lines that get the same entry, the most first: the same word of a list means the same wherever it is said."""
        if not self.takes_cells:
            return []
        if self.field is None or self.field.kind not in OF_LISTS:
            return [[line] for line in self.lines]
        found: dict[str, list[Asked]] = {}
        for line in self.lines:
            found.setdefault(fold(line.cell_of(self.column)), []).append(line)
        return sorted(found.values(), key=lambda lines: -len(lines))

    @property
    def title(self) -> str:
        """What is wrong; of several lines that were put together, how many they are."""
        words = self.entries if self.field and self.field.kind in OF_LISTS else []
        if self.field and (len(words) > 1 or (words and self.field.choices)):
            said = ngettext(
                "%(number)s entry in “%(field)s” is not in the list.",
                "%(number)s entries in “%(field)s” are not in the list.",
                len(words),
            )
            return said % {"number": display_number(len(words)), "field": self.field.title}
        if len(self.lines) == 1 or self.code not in TOGETHER:
            return self.text
        return _counted(self.code, len(self.lines))

    @property
    def key(self) -> str:
        """One line may be in several cases."""
        parts = [str(self.lines[0].key), self.code, self.column, str(self.twin or "")]
        return "-".join(filter(None, parts))

    @property
    def is_open(self) -> bool:
        return any(line.is_open for line in self.lines)

    @property
    def decided(self) -> int:
        return sum(not line.is_open for line in self.lines)

    @property
    def where(self) -> str:
        """Sheet and lines, as a spreadsheet counts them."""
        numbers = sorted(line.number for line in self.lines)
        title = str(KINDS[self.kind].title)
        if len(numbers) == 1:
            return _("%(sheet)s, line %(line)s") % {"sheet": title, "line": numbers[0]}
        spans = _spans(numbers)
        said = ", ".join(spans[:SHOWN_LINES]) + (" …" if len(spans) > SHOWN_LINES else "")
        return _("%(sheet)s, lines %(lines)s") % {"sheet": title, "lines": said}

    @property
    def answer(self) -> str:
        """What was decided on all of its lines; "" where nothing was, or not the same."""
        answers = {f"{line.answer}:{line.target}" if line.target else line.answer for line in self.lines}
        return answers.pop() if len(answers) == 1 else ""

    @property
    def answers(self) -> list[tuple[str, str]]:
        """What may be answered, none chosen beforehand."""
        return [*self._ways(), (SKIP, self._leaving_out())]

    def _ways(self) -> list[tuple[str, str]]:
        first = self.lines[0]
        match self.code:
            case "renamed":
                same = first.duplicates[0]
                return [
                    (ANOTHER, _("A partnership of its own; the number is dropped")),
                    (f"{SAME}:{same['target']}", _("The same partnership, with a new name")),
                ]
            case "near":
                found = [
                    (f"{SAME}:{each['target']}", _("The same as “%(name)s”") % {"name": each["name"]})
                    for each in first.duplicates
                ]
                return [*found, (ANOTHER, _("Another partnership"))]
            case "organisation":
                found = [
                    (f"{SAME}:{each['target']}", _("The same as “%(name)s”") % {"name": _placed(each)})
                    for each in first.duplicates
                ]
                return [*found, (ANOTHER, _("Another organisation"))]
            case "two_in_force":
                return [(SAME, _("The later one governs from its first day, and replaces the earlier one"))]
            case "no_umbrella" | "several_umbrellas" | "not_an_umbrella" | "circle":
                text = ngettext(
                    "Import it without an umbrella agreement",
                    "Import them without an umbrella agreement",
                    len(self.lines),
                )
                return [(CLEAR, text)]
            case "category":
                words = (
                    _("All of them: %(label)s") if len({fold(line.name) for line in self.lines}) > 1 else "%(label)s"
                )
                return [(f"{SET}:{code}", words % {"label": label}) for code, label in self._choices()]
            case "no_participant":
                return [
                    (
                        SAME,
                        ngettext("Make it a participant, as a member", "Make them participants, as members",
                                 len(self.lines)),
                    )
                ]  # fmt: skip
        return []

    def _choices(self) -> Sequence[tuple[str, Any]]:
        return KINDS[self.kind].by_code[self.column].choices

    def _leaving_out(self) -> str:
        below = sum(line.below for line in self.lines)
        words = ngettext("Leave the line out", "Leave the %(count)s lines out", len(self.lines))
        words %= {"count": display_number(len(self.lines))}
        if not below:
            return words
        more = ngettext("with its %(count)s line on other sheets", "with their %(count)s lines on other sheets", below)
        return f"{words}, {more % {'count': display_number(below)}}"


def _placed(each: dict[str, Any]) -> str:
    return ", ".join(filter(None, [each["name"], each.get("place", "")]))


def cases_of(lines: Iterable[Asked]) -> list[Case]:
    """By kind of problem and by what it says; undecided first, then by what is at stake."""
    found: dict[tuple[Any, ...], Case] = {}
    for line in lines:
        if line.duplicates:
            _add_duplicate(found, line)
        for problem in line.problems:
            if problem["severity"] == "error":
                _add_problem(found, line, problem)
    keys: Counter[str] = Counter()
    for case in found.values():
        key = case.key
        case.twin = keys[key]
        keys[key] += 1
    return sorted(found.values(), key=lambda case: (not case.is_open, _rank(case.code), -len(case.lines)))


def _add_duplicate(found: dict[tuple[Any, ...], Case], line: Asked) -> None:
    first = line.duplicates[0]
    text = {
        "renamed": _("The line is quite unlike the record whose number it has: “%(name)s”."),
        "near": _("Is it in the portfolio already? “%(name)s” has a similar name."),
        "organisation": _("Is it in the registry already? “%(name)s” has a similar name."),
    }[first["code"]] % {"name": first["name"]}
    key = (first["code"], line.kind, line.key if first["code"] != "organisation" else line.name)
    case = found.setdefault(key, Case(first["code"], line.kind, text, is_duplicate=True))
    case.lines.append(line)


def _add_problem(found: dict[tuple[Any, ...], Case], line: Asked, problem: dict[str, Any]) -> None:
    code, text = problem["code"], problem["text"]
    is_cell = code == "cell" and "cell" in problem
    key = (code, line.kind, problem["column"], "" if is_cell or code in TOGETHER else text)
    takes_cells = is_cell or (code == "cell" and _lacks(line, problem["column"]))
    case = found.setdefault(key, Case(code, line.kind, text, problem["column"], takes_cells=takes_cells))
    case.clears = case.clears or problem.get("clears", [])
    case.may_keep = case.may_keep or bool(problem.get("may_keep"))
    case.lines.append(line)


def _lacks(line: Asked, column: str) -> bool:
    """The cell is empty, and its words are of no list: what is missing can be entered here."""
    field = KINDS[line.kind].by_code.get(column)
    return field is not None and field.kind not in OF_LISTS and line.values.get(column) in (None, "", [])


def _counted(code: str, number: int) -> str:
    words = {
        "no_participant": ngettext(
            "%(number)s party takes no part in its partnership.",
            "%(number)s parties take no part in their partnership.",
            number,
        ),
        "no_partnership": ngettext(
            "%(number)s line names a partnership that neither the file nor the portfolio has.",
            "%(number)s lines name partnerships that neither the file nor the portfolio has.",
            number,
        ),
        "no_objective": ngettext(
            "%(number)s value is for an objective that its partnership does not have.",
            "%(number)s values are for objectives that their partnership does not have.",
            number,
        ),
        "no_agreement": ngettext(
            "%(number)s line names an agreement that its partnership does not have.",
            "%(number)s lines name agreements that their partnership does not have.",
            number,
        ),
        "no_party": ngettext(
            "%(number)s line names an organisation that is no party to the agreement.",
            "%(number)s lines name organisations that are no party to the agreement.",
            number,
        ),
        "no_umbrella": ngettext(
            "%(number)s agreement names an umbrella that neither the file nor the portfolio has.",
            "%(number)s agreements name umbrellas that neither the file nor the portfolio has.",
            number,
        ),
        "category": ngettext(
            "%(number)s organisation is not in the registry, and its category is missing.",
            "%(number)s organisations are not in the registry, and their category is missing.",
            number,
        ),
    }
    return words[code] % {"number": display_number(number)}


def _rank(code: str) -> int:
    return _RANKS.index(code) if code in _RANKS else len(_RANKS)


def _spans(numbers: Sequence[int]) -> list[str]:
    """3, 4, 5, 9 are “3 to 5” and “9”."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return [
        str(first) if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
        for first, last in spans
    ]

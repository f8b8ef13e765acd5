"""The shape of a task list: groups of lines, each with its state, and what is done of how many (F1, A16)."""

from dataclasses import dataclass

from pes_partnerships.lib.findings import Finding

DONE, INCOMPLETE, NOT_STARTED = "done", "incomplete", "not_started"
OPTIONAL, CANNOT_START = "optional", "cannot_start"
MOST_OBJECTIVES = 12  # that have a line each; more of them have one line, which leads to their list


@dataclass(frozen=True)
class Line:
    """One small page to fill in; `key` is the anchor that findings and addresses share."""

    key: str
    label: str
    hint: str
    state: str
    is_part: bool = True  # what comes after the parts, such as sending, is none that is done or not


@dataclass(frozen=True)
class Group:
    title: str
    lines: tuple[Line, ...]

    @property
    def done(self) -> int:
        return sum(line.state == DONE for line in self.lines)

    @property
    def total(self) -> int:
        return sum(line.state != OPTIONAL and line.is_part for line in self.lines)


class Lines:
    """Makes lines whose state follows from the findings of the same anchor."""

    def __init__(self, findings: list[Finding]) -> None:
        self.blocking: dict[str, list[Finding]] = {}
        for finding in findings:
            if finding.is_blocking:
                self.blocking.setdefault(finding.anchor, []).append(finding)

    def line(self, key: str, label: str, hint: str, *, started: bool, needed: bool = True, under: str = "") -> Line:
        open_findings = self.blocking.get(key, []) + [
            finding
            for anchor, found in self.blocking.items()
            if under and anchor.startswith(under)
            for finding in found
        ]
        if open_findings and started:
            return Line(key, label, str(open_findings[0].detail or open_findings[0].title), INCOMPLETE)
        if open_findings:
            return Line(key, label, hint, NOT_STARTED)
        if not started:
            return Line(key, label, hint, NOT_STARTED if needed else OPTIONAL)
        return Line(key, label, hint, DONE)

"""Where a higher app adds what it knows, without this app importing it.

A higher app registers a function in its AppConfig.ready(). Calls run in the caller's transaction, in the order of
registration; a function that raises undoes the act. `docs/architecture.md` lists who registers what.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from pes_partnerships.lib.present import Present, Reading


class Hook:
    """A named place with functions; calling it calls each and joins the lists that they return."""

    def __init__(self, name: str):
        self.name = name
        self.functions: list[Callable[..., list[Any] | None]] = []

    def register(self, function: Callable[..., list[Any] | None]) -> None:
        if function not in self.functions:
            self.functions.append(function)

    def __call__(self, **values: Any) -> list[Any]:
        return [item for function in self.functions for item in function(**values) or []]


class RowsHook(Hook):
    """Leaves out the functions whose rows these partnerships do not have: most have few, and each act asks for all."""

    def __init__(self, name: str):
        super().__init__(name)
        self._present = Present()

    def register(self, function: Callable[..., list[Any] | None], *rows: Reading) -> None:
        """`rows`: without any of them the function has nothing to say; it is always called where none are named."""
        if function not in self.functions:
            super().register(function)
            for reading in rows:
                self._present.add(function, reading)

    def ask_too(self, reading: Reading) -> None:
        """The caller reads these rows itself: `absent` names the reading where there are none."""
        self._present.add(reading, reading)

    def absent(self, partnerships: Sequence[int]) -> set[Hashable]:
        """The functions, and the caller's own readings, that have nothing to say: one query."""
        return self._present.absent(partnerships)

    def __call__(self, *, partnerships: Sequence[int], absent: set[Hashable] | None = None, **values: Any) -> list[Any]:
        """`absent`: what it answered a moment ago, where the caller has asked already."""
        idle = self.absent(partnerships) if absent is None else absent
        found = [each(partnerships=partnerships, **values) for each in self.functions if each not in idle]
        return [item for items in found for item in items or []]


class OnRecord:
    """What a partnership may have on record; the page of one asks for all of it at once, where most have little.

    `has` is false only where the page has asked and there is nothing: who calls without it reads as ever.
    """

    def __init__(self) -> None:
        self._present = Present()

    def register(self, *readings: Reading) -> None:
        for reading in readings:
            self._present.add(reading, reading)

    def ask(self, partnership: Any) -> None:
        """One query."""
        partnership.absent = self._present.absent([partnership.pk])

    def has(self, partnership: Any, reading: Reading) -> bool:
        return reading not in partnership.absent


@dataclass(frozen=True)
class Task:
    """Something of a partnership that waits for somebody, as WaitingTask keeps it; `kind` says how it is told.

    `asks` is the act that the person must be allowed. Where `is_named`, it is the business of the partnership's own
    manager; otherwise of everybody who may. `due_on`: late from the next day on; `since` orders what is never late.
    """

    partnership: int
    kind: str
    ref: int
    asks: str = ""
    is_named: bool = True
    decides_above: bool = False  # a wider unit decides it: `unit`, None for the whole service
    unit: int | None = None
    due_on: date | None = None
    since: date | None = None
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Wakes:
    """The day on which time alone brings a task, changes it, or takes it away."""

    partnership: int
    on: date


@dataclass(frozen=True)
class Figure:
    """What a partnership adds to a picture of the portfolio: one to the figure of that name."""

    partnership: int
    name: str


@dataclass(frozen=True)
class Told:
    """A task in words: `label` begins with a verb and is the link."""

    url: str
    label: str
    reason: str
    when: str = ""
    with_whom: str = ""  # where it is not the partnership's manager
    elsewhere: str = ""  # the label for whom it only waits, where that differs


@dataclass(frozen=True)
class TaskKind:
    """How a kind of task is told. `tell` gets the rows of a page at once, so that it looks up what it needs once, and
    gives the words of each by its `ref`; what it leaves out is gone meanwhile and is not shown.

    `label` and `sentence` are those of the whole group: “Log a review”.
    """

    label: Any
    sentence: Any
    tell: Callable[[list[Any], date], dict[int, Told]]
    seen_by: str = "read_portfolio"  # the act that a person must be allowed to see it among the tasks of others


class Group(StrEnum):
    """What a panel beside the partnership is about; the page shows the groups in this order, each below its heading."""

    PLAN = "plan"
    TOGETHER = "together"
    AGREEMENT = "agreement"
    RECORDS = "records"


@dataclass(frozen=True)
class ConsentAct:
    """An act on an organisation that other offices are asked about first, as its own subject does it.

    `form` makes the act's form from what was typed (None: it has none), `carry_out` does it with the valid form and
    raises Refused or Conflict where it is no longer possible. `about`: what it is about besides the organisation.
    `hides`: fields that name what the others may not see.
    """

    label: Any
    form: Callable[[Any, Any], Any]
    carry_out: Callable[[Any, Any, Any], None]
    about: Callable[[Any], list[dict[str, str]]] = lambda consent: []  # lines of label and value
    hides: tuple[str, ...] = ()


@dataclass(frozen=True)
class Panel:
    """A part of the partnership page that a higher app renders; `place` is main, aside, or act.

    An act is a button in the page's head: its context has `url` and `label`, and it needs no template. In the aside
    of the partnership, `group` names the heading that it stands below; its own heading is an h3. Panels with a higher
    `order` stand below the others of their place and group.
    Below 0 in main: what waits for a decision, above the timeline.
    """

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    place: str = "main"
    order: int = 0
    group: Group = Group.RECORDS


@dataclass(frozen=True)
class EndingLine:
    """What stays or closes when a partnership ends, as a sentence; `url` with `action` where somebody has to decide.

    `before_end`: it cannot be decided later, so that the page names it among what is to be done now, too.
    """

    text: str
    url: str = ""
    action: str = ""
    stays: bool = False
    before_end: bool = False


@dataclass(frozen=True)
class EndingStart:
    """Where an end was decided: what its form is filled with, and how the page of the ending names it."""

    label: str
    url: str = ""
    reason: str = ""
    note: str = ""


# agreement_in_force(agreement, by, at): reviews plans the series and the next occurrence
agreement_in_force = Hook("agreement_in_force")
# agreement_end_moved(agreement, by, at): a notice, or its withdrawal, gave the agreement in force another last day;
# reviews makes the open review the closing one, or a usual one again
agreement_end_moved = Hook("agreement_end_moved")
# agreement_ended(agreement, by, at): reviews ends the series, and the closing review is due
agreement_ended = Hook("agreement_ended")
# partnership_ended(partnership, by, at): reviews ends what goes on without an agreement
partnership_ended = Hook("partnership_ended")
# partnership_changed(keys): the portfolio writes its ready rows; called at the end of every act about a partnership
partnership_changed = Hook("partnership_changed")
# waiting(partnerships, today) -> list[Task | Wakes]: what waits in these partnerships, in a constant number of queries;
# registered with the rows that it reads, as querysets of the partnerships' keys
waiting = RowsHook("waiting")
# draft_findings(agreement) -> list[Finding]: issues to resolve before signature, beside the text itself
draft_findings = Hook("draft_findings")
# draft_panels(agreement, membership) -> list[Panel]: parts of the task list of a draft
draft_panels = Hook("draft_panels")
# part_panels(agreement, part, membership) -> list[Panel]: beside the clauses of a written part; `place` is the clause,
# or TOP for what is about the whole part
TOP = "top"
part_panels = Hook("part_panels")
# ready_rows(partnerships): what else is kept ready of them, written with the rows of the portfolio, in its transaction;
# registered like waiting, with what it is made from and what it has written
ready_rows = RowsHook("ready_rows")
# portfolio_figures(partnerships, today) -> list[Figure | Wakes]: what these partnerships add to pictures of the whole
portfolio_figures = Hook("portfolio_figures")
# portfolio_panels(membership, counts, today) -> list[Panel]: pictures below those of the portfolio; `counts`: of its
# figures, by their names
portfolio_panels = Hook("portfolio_panels")
# kinds of tasks that are findings before they are late, and kinds that say that nobody may act for a partner
warning_kinds: set[str] = set()
mandate_kinds: set[str] = set()
# kinds that a page of their own reads: in no list of what waits, and in no figure
unlisted_kinds: set[str] = set()
# the name of the page that lists every finding, where a higher app has one
findings_page: list[str] = []
# how each kind of task is told
task_kinds: dict[str, TaskKind] = {}
# the acts on organisations that may need the consent of other offices: the name of their page -> how they are done
consent_acts: dict[str, ConsentAct] = {}
# what a mail may be about, and how its partnership is found: for whoever has to know that it reached nobody
mails_about: dict[type, Callable[[Any], Any]] = {}
# readings of one partnership that its page leaves out where they find nothing
on_record = OnRecord()
# panels(partnership, versions, membership, today) -> list[Panel], for the partnership page; `versions`: all of its
# agreement, the newest first, without their frozen texts
panels = Hook("panels")
# timeline_events(partnership) -> list[(day, the day in words, what happened, "")]: what was done
timeline_events = Hook("timeline_events")
# part_uses(part) -> list[str]: what hangs on a part of a text in force, so that it cannot be taken out of its record
part_uses = Hook("part_uses")
# objective_results(objectives) -> list[tuple[key, sentence]]: what came of each, in words; a constant number of queries
objective_results = Hook("objective_results")
# ending_lines(partnership, ends_on, today, membership) -> list[EndingLine]: what stays and what closes
ending_lines = Hook("ending_lines")
# ending_panels(partnership, ends_on, today, membership) -> list[Panel]: parts of the page of an ending
ending_panels = Hook("ending_panels")
# ending_starts(partnership, review) -> list[EndingStart]: the review that decided the end, by its key
ending_starts = Hook("ending_starts")
# partnership_brought(partnership, records, reason, by, at): a file made or changed it; `records` are the keys of the
# texts signed elsewhere that it brought, which elsewhere saves one by one -> list[int]: those that have to stay open
partnership_brought = Hook("partnership_brought")
# import_undone(partnerships, agreements, made): an import is taken back; what rests on these rows goes first. `made`:
# keys of new rows by the code of their sheet
import_undone = Hook("import_undone")

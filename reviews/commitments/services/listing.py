"""The commitments of a partnership as they are read: by party, with their tasks and what became of them (G4).

A constant number of queries, whatever the number of commitments, tasks and acts.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django_scopes import scopes_disabled

from partnerships.models import Agreement, Participation, Partnership
from reviews.commitments.rules.standing import (
    BAD,
    LATE,
    NOTHING_DUE,
    RETURNED,
    UNSEEN,
    WAITS,
    Kept,
    State,
    TaskFacts,
    kept,
    task_state,
)
from reviews.models import Commitment, CommitmentAct, CommitmentTask, Review
from reviews.rules.commitment_words import HowOften

ORDER = (LATE, RETURNED, WAITS)  # what of several tasks is shown of a commitment first
JOINT, GONE = 0, -1  # of all parties; of one whose record was deleted, which keeps its name


@dataclass(frozen=True)
class TaskLine:
    """A task with its state and its acts, the oldest first."""

    task: CommitmentTask
    facts: TaskFacts
    state: State
    acts: list[CommitmentAct] = field(default_factory=list)

    @property
    def day(self) -> datetime.date:
        return self.facts.day

    def last(self, kind: str) -> CommitmentAct | None:
        return next((act for act in reversed(self.acts) if act.kind == kind), None)


@dataclass(frozen=True)
class Line:
    """A commitment: the task that matters now, the one that comes next, and whether it is kept."""

    commitment: Commitment
    tasks: list[TaskLine] = field(default_factory=list)
    kept: Kept = field(default_factory=Kept)

    @property
    def current(self) -> TaskLine | None:
        """What is late, returned or waits, the oldest of it; else what was settled last."""
        for code in ORDER:
            if found := [each for each in self.tasks if each.state.code == code]:
                return found[0]
        settled = [each for each in self.tasks if each.state.code not in (NOTHING_DUE, UNSEEN)]
        return settled[-1] if settled else None

    @property
    def state(self) -> State:
        if self.commitment.is_unseen:
            return State(UNSEEN)
        return self.current.state if self.current else State(NOTHING_DUE)

    @property
    def is_for_the_end(self) -> bool:
        """A step of the dissolution protocol: nothing is due before an end is decided."""
        return self.commitment.how_often == HowOften.AT_END

    @property
    def is_bad(self) -> bool:
        return self.state.code in BAD

    @property
    def late(self) -> int:
        """How many of its tasks are late or returned."""
        return sum(each.state.code in BAD for each in self.tasks)

    @property
    def coming(self) -> TaskLine | None:
        """The next task that nothing has been said of; of what cannot be seen, the newest."""
        unseen = [each for each in self.tasks if each.state.code == UNSEEN]
        return next((each for each in self.tasks if each.state.code == NOTHING_DUE), unseen[-1] if unseen else None)

    @property
    def to_do(self) -> TaskLine | None:
        """What one would say to be done: what is late or returned, else what comes next."""
        return self.current if self.is_bad else self.coming


@dataclass(frozen=True)
class PartySheet:
    """One party's commitments; `key` 0: of all parties together."""

    key: int
    name: str
    is_own: bool
    lines: list[Line]
    is_lead: bool = False

    @property
    def kept(self) -> Kept:
        return sum((line.kept for line in self.lines), Kept())

    @property
    def count(self) -> int:
        """Without what is kept for the end of the partnership."""
        return sum(not line.is_for_the_end for line in self.lines)

    def of_state(self, *codes: str) -> list[TaskLine]:
        return [each for line in self.lines for each in line.tasks if each.state.code in codes]


@dataclass(frozen=True)
class Sheet:
    """Of one partnership; `past`: what is settled, the newest first, also of commitments that have ended."""

    parties: list[PartySheet]
    past: list[TaskLine]

    @property
    def lines(self) -> list[Line]:
        """By party; what is for the end of the partnership comes last."""
        every = [line for party in self.parties for line in party.lines]
        return sorted(every, key=lambda line: line.is_for_the_end)

    @property
    def for_the_end(self) -> int:
        return sum(line.is_for_the_end for line in self.lines)

    @property
    def kept(self) -> Kept:
        return sum((party.kept for party in self.parties), Kept())

    def tasks(self, *codes: str) -> list[TaskLine]:
        """All tasks in one of these states, the oldest first."""
        found = [each for line in self.lines for each in line.tasks if each.state.code in codes]
        return sorted(found, key=lambda each: (each.day, each.task.pk))


def facts_of(task: CommitmentTask) -> TaskFacts:
    return TaskFacts(
        day=task.day,
        status=task.status,
        sent_on=task.sent_on,
        is_held_back=task.is_held_back,
        is_unseen=task.commitment.is_unseen,
    )


def sheet_of(
    partnership: Partnership,
    today: datetime.date,
    *,
    participation: int | None = None,
    with_statements: bool = True,
) -> Sheet:
    """Six queries. `participation`: of this party alone, with what is of all parties together.

    Without statements: what partners said is left out of the acts, and so are their files (R5).
    """
    rows = Commitment.objects.filter(partnership=partnership)
    rows = rows.select_related("participation__organisation", "user", "contact")
    commitments = list(rows)
    for each in commitments:
        each.partnership = partnership
    if participation is not None:
        commitments = [each for each in commitments if each.participation_id == participation or each.is_joint]
    tasks = _tasks(commitments, today, with_statements)
    lines = []
    for each in commitments:
        if each.ended_on is None:
            own = tasks.get(each.pk, [])
            lines.append(Line(each, own, kept((task.facts for task in own), today)))
    past = [task for own in tasks.values() for task in own if task.state.code not in (NOTHING_DUE, UNSEEN, *ORDER)]
    past.sort(key=lambda each: (each.day, each.task.pk), reverse=True)
    return Sheet(_by_party(lines), past)


@scopes_disabled()  # the partnership was found within the service, and these are its own rows
def brief_sheet_of(partnership: Partnership, today: datetime.date, *, present: Iterable[Participation] = ()) -> Sheet:
    """What counts and what is open, without the acts, their persons and what has ended: five narrow queries at most.

    `present`: participants that were read before, with their organisations.
    """
    commitments = list(Commitment.objects.running().filter(partnership=partnership))
    if not commitments:
        return Sheet([], [])
    known = {each.pk: each for each in present}
    gone = {each.participation_id for each in commitments if each.participation_id} - set(known)
    if gone:
        known |= Participation.objects.select_related("organisation").in_bulk(gone)
    for each in commitments:
        each.partnership = partnership
        each.participation = known.get(each.participation_id)
    tasks: dict[int, list[TaskLine]] = defaultdict(list)
    for task in _open_tasks(commitments):
        facts = facts_of(task)
        tasks[task.commitment_id].append(TaskLine(task, facts, task_state(facts, today)))
    lines = []
    for each in commitments:
        own = sorted(tasks[each.pk], key=lambda line: (line.day, line.task.pk))
        lines.append(Line(each, own, kept((task.facts for task in own), today)))
    return Sheet(_by_party(lines), [])


def _open_tasks(commitments: list[Commitment]) -> list[CommitmentTask]:
    """With the commitment, and with what the day of a task needs of its review."""
    known = {each.pk: each for each in commitments}
    tasks = list(CommitmentTask.objects.filter(commitment__in=list(known)))
    asked = {each.review_id for each in tasks if each.review_id}
    reviews = Review.objects.only("status", "due_on", "held_on").in_bulk(asked) if asked else {}
    for each in tasks:
        each.commitment = known[each.commitment_id]
        if each.review_id:
            each.review = reviews[each.review_id]
    return tasks


def line_of(commitment: Commitment, today: datetime.date, *, with_statements: bool = True) -> Line:
    tasks = _tasks([commitment], today, with_statements).get(commitment.pk, [])
    return Line(commitment, tasks, kept((task.facts for task in tasks), today))


def _tasks(commitments: Iterable[Commitment], today: datetime.date, with_statements: bool) -> dict[int, list[TaskLine]]:
    known = {each.pk: each for each in commitments}
    rows = CommitmentTask.objects.filter(commitment__in=list(known)).select_related("review", "sent_by_user")
    found: dict[int, list[TaskLine]] = {}
    acts: dict[int, list[CommitmentAct]] = {}
    said = CommitmentAct.objects.filter(task__commitment__in=list(known)).order_by("at", "pk")
    for act in said.select_related("user", "contact", "party__organisation"):
        if act.is_of_partner and not with_statements:
            act.words, act.file = "", ""
        acts.setdefault(act.task_id, []).append(act)
    for task in rows:
        task.commitment = known[task.commitment_id]
        facts = facts_of(task)
        line = TaskLine(task, facts, task_state(facts, today), acts.get(task.pk, []))
        found.setdefault(task.commitment_id, []).append(line)
    for own in found.values():
        own.sort(key=lambda each: (each.day, each.task.pk))
    return found


def _by_party(lines: list[Line]) -> list[PartySheet]:
    """The service first, then the parties in the order of the partnership, then all parties together."""
    found: dict[int, PartySheet] = {}
    places: dict[int, tuple[int, int]] = {}
    leads = _leads(lines)
    for line in lines:
        party = line.commitment.participation
        key = party.pk if party else JOINT if line.commitment.is_joint else GONE
        is_lead = party is not None and leads.get(line.commitment.agreement_id) == key
        if key not in found:
            found[key] = PartySheet(key, line.commitment.party_label, line.commitment.is_own, [], is_lead)
            places[key] = (0 if line.commitment.is_own else 1 if party else 2, party.order if party else 0)
        elif is_lead and not found[key].is_lead:
            found[key] = replace(found[key], is_lead=True)
        found[key].lines.append(line)
    return sorted(found.values(), key=lambda each: (*places[each.key], each.key))


def _leads(lines: list[Line]) -> dict[int | None, int]:
    """By agreement: the participant that leads it."""
    texts = {line.commitment.agreement_id for line in lines if line.commitment.agreement_id}
    rows = Agreement.objects.filter(pk__in=texts).exclude(lead=None).order_by()
    return dict(rows.values_list("pk", "lead__participation"))

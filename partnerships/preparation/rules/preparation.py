"""The preparation of a partnership as a task list: what is done, what is missing, what comes next (F1–F11)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.rules.lifecycle import ParticipationStatus
from partnerships.rules.task_list import CANNOT_START, DONE, OPTIONAL, Group, Line
from pes_partnerships.lib.findings import ADVICE, Finding

from . import preparation_lines as lines
from .chain import chain_findings
from .preparation_facts import STOP, WORTH_NO, PreparationFacts


@dataclass(frozen=True)
class Preparation:
    """The groups with their lines, and what they say together."""

    groups: tuple[Group, ...]
    findings: tuple[Finding, ...]
    sentence: str
    next_step: str  # the key of a line, "agreement" once one can be drafted, "" where nothing is to be done here

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines if line.state != OPTIONAL]

    @property
    def done(self) -> int:
        return sum(line.state == DONE for line in self.lines)

    @property
    def total(self) -> int:
        return len(self.lines)

    def label_of(self, key: str) -> str:
        return next((line.label for line in self.lines if line.key == key), "")


def preparation(facts: PreparationFacts) -> Preparation:
    groups = _groups(facts)
    findings = (*chain_findings(facts.needs), *_value_findings(facts))
    return Preparation(groups, findings, _where_it_stands(facts), _next_step(facts, groups))


def _groups(facts: PreparationFacts) -> tuple[Group, ...]:
    decide = [lines.model_line(facts), lines.decision_line(facts)]
    if facts.office:
        decide.insert(0, lines.autonomy_line(facts))
    return (
        Group(
            _("1. Our own service"),
            (lines.examination_line(facts), lines.chain_line(facts), lines.questions_line(facts)),
        ),
        Group(
            _("2. Possible partners"),
            (
                lines.actors_line(facts),
                lines.assessed_line(facts),
                lines.dialogue_line(facts),
                lines.map_line(facts),
            ),
        ),
        Group(
            _("3. Partnership tests and added value"),
            (lines.tests_line(facts), lines.value_line(facts), lines.support_line(facts), lines.team_line(facts)),
        ),
        Group(_("4. Decision"), tuple(decide)),
    )


def _value_findings(facts: PreparationFacts) -> Iterator[Finding]:
    if facts.worth == WORTH_NO and facts.outcome != STOP:
        yield Finding(
            "not_worth_it",
            gettext_lazy("According to your answer, the benefits do not justify the resources."),
            gettext_lazy(
                "Reduce the scope, find another way, or decide not to proceed (PES Network, PES partnership "
                "management, 2020, section 4.3)."
            ),
            severity=ADVICE,
            anchor="value",
        )


def _where_it_stands(facts: PreparationFacts) -> str:
    """“2 actors have joined, 1 is in dialogue, 1 is reluctant”; what the counts of the lines are goes beside it."""
    if facts.outcome == STOP:
        if facts.decided_on:
            return _("Decision not to proceed taken on %(day)s") % {"day": facts.decided_on}
        return _("Decision not to proceed")
    if not facts.actors:
        return _("No organisations identified yet")
    joined, talking = facts.count(ParticipationStatus.MEMBER), facts.count(ParticipationStatus.IN_DIALOGUE)
    silent, declined = facts.count(ParticipationStatus.INVITED), facts.count(ParticipationStatus.DECLINED)
    reluctant = sum(actor.is_reluctant for actor in facts.present)
    said = [
        ngettext("%(count)s organisation has joined", "%(count)s organisations have joined", joined)
        % {"count": joined},
        ngettext("%(count)s organisation is in dialogue", "%(count)s organisations are in dialogue", talking)
        % {"count": talking},
        ngettext("%(count)s organisation has been invited", "%(count)s organisations have been invited", silent)
        % {"count": silent},
        ngettext("%(count)s organisation has declined", "%(count)s organisations have declined", declined)
        % {"count": declined},
        ngettext("%(count)s organisation is reluctant", "%(count)s organisations are reluctant", reluctant)
        % {"count": reluctant},
    ]
    numbers = (joined, talking, silent, declined, reluctant)
    told = [words for words, number in zip(said[1:], numbers[1:], strict=True) if number]
    none = _("No organisation has joined yet") if not joined else said[0]
    standing = ", ".join([none, *told])
    if not facts.is_ready_to_draft:
        return standing
    return _("Partners found, model chosen (%(model)s): %(standing)s") % {
        "model": facts.model,
        "standing": standing[:1].lower() + standing[1:],
    }


def _next_step(facts: PreparationFacts, groups: tuple[Group, ...]) -> str:
    if facts.has_agreement or facts.outcome == STOP:
        return ""
    if facts.is_ready_to_draft:
        return "agreement"
    open_lines = (
        line.key for group in groups for line in group.lines if line.state not in (DONE, OPTIONAL, CANNOT_START)
    )
    return next(open_lines, "")

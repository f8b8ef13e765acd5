"""What the rule of the preparation is told about a partnership: plain values, no rows (F1–F11)."""

from dataclasses import dataclass

from partnerships.rules.lifecycle import GONE, ParticipationStatus

from .chain import NeedFacts

FOUR_QUESTIONS = ("others_serving", "overlap", "coordination", "information")
AREAS = 6  # of local autonomy (PARES)
GO_ON, STOP = "go_on", "stop"
WORTH_NO, NOT_CLEAR = "no", "not_clear"
ENOUGH_AT_THE_TABLE = 2
AT_THE_TABLE = (ParticipationStatus.IN_DIALOGUE, ParticipationStatus.MEMBER)


@dataclass(frozen=True)
class ActorFacts:
    """One actor that was found; a class of partners that nobody names one by one cannot be assessed."""

    status: str
    is_named: bool = True
    is_assessed: bool = False
    is_reluctant: bool = False


@dataclass(frozen=True)
class SupportFacts:
    has_provider: bool = False
    is_met: bool = False
    is_late: bool = False


@dataclass(frozen=True)
class PreparationFacts:
    """Everything that is known before an agreement is drafted; `office` is empty where the head office works alone."""

    badly_served: bool = False
    questions: int = 0
    needs: tuple[NeedFacts, ...] = ()
    actors: tuple[ActorFacts, ...] = ()
    tests: tuple[bool | None, ...] = (None,) * 5
    tests_note: bool = False
    added_value: bool = False
    measured: bool = False
    worth: str = ""
    support: tuple[SupportFacts, ...] = ()
    team: int = 0
    skills_short: int = 0
    office: str = ""
    areas_stated: int = 0
    model: str = ""
    outcome: str = ""
    decided_on: str = ""
    has_agreement: bool = False

    def count(self, *statuses: str) -> int:
        return sum(actor.status in statuses for actor in self.actors)

    @property
    def present(self) -> tuple[ActorFacts, ...]:
        return tuple(actor for actor in self.actors if actor.status not in GONE)

    @property
    def at_the_table(self) -> int:
        return self.count(*AT_THE_TABLE)

    @property
    def is_ready_to_draft(self) -> bool:
        """Partners at the table, and a model chosen: an agreement can be drafted."""
        return bool(self.model) and self.at_the_table >= ENOUGH_AT_THE_TABLE and self.outcome != STOP

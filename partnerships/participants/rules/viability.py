"""Whether the actors on whom a partnership depends are with it (F5), and what of F6 is answered with no."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.rules.lifecycle import ParticipationStatus
from pes_partnerships.lib.findings import ADVICE, Finding

SILENT_AFTER = datetime.timedelta(days=30)


class Threat(models.TextChoices):
    """Why a key actor may not be there when the partnership needs it."""

    DECLINED = "declined", _("declined")
    LEFT = "left", _("left")
    RELUCTANT = "reluctant", _("is reluctant")
    SILENT = "silent", _("does not answer")


@dataclass(frozen=True)
class Actor:
    """A key actor. `since`: the day of its present status, `answer_by`: of its open invitation; None: not known."""

    key: int
    name: str
    status: str
    since: datetime.date | None = None
    is_reluctant: bool = False
    answer_by: datetime.date | None = None
    is_done_without: bool = False


def threat(actor: Actor, today: datetime.date) -> Threat | None:
    """What makes a key actor doubtful, whether somebody decided on it or not."""
    if actor.status == ParticipationStatus.DECLINED:
        return Threat.DECLINED
    if actor.status == ParticipationStatus.LEFT:
        return Threat.LEFT
    if actor.is_reluctant:
        return Threat.RELUCTANT
    return Threat.SILENT if is_silent(actor, today) else None


def viability_findings(actors: list[Actor], today: datetime.date) -> Iterator[Finding]:
    """F5: a key actor that is reluctant, declined, left or keeps silent threatens the partnership until decided."""
    for actor in actors:
        found = threat(actor, today)
        if found is None or actor.is_done_without:
            continue
        place = f"participant:{actor.key}"
        yield Finding("key_actor_missing", _WORDS[found] % {"name": actor.name}, _ASKS, needs_others=True, anchor=place)


def threat_words(actor: Actor, today: datetime.date) -> str:
    found = threat(actor, today)
    return _WORDS[found] % {"name": actor.name} if found else ""


_WORDS = {
    Threat.DECLINED: _("%(name)s is a key actor and declined."),
    Threat.LEFT: _("%(name)s is a key actor and left."),
    Threat.RELUCTANT: _("%(name)s is a key actor and is reluctant."),
    Threat.SILENT: _("%(name)s is a key actor and has not answered the invitation."),
}
_ASKS = _(
    "Without it the partnership may not be viable (PARES recommendations, 2012). Convince it to take "
    "part, or decide to proceed without it and give the reason."
)


def is_silent(actor: Actor, today: datetime.date) -> bool:
    """The day for the answer has passed; where no day is known, a month."""
    if actor.status != ParticipationStatus.INVITED:
        return actor.status == ParticipationStatus.IN_DIALOGUE and bool(actor.answer_by and actor.answer_by < today)
    if actor.answer_by:
        return actor.answer_by < today
    return actor.since is None or today - actor.since > SILENT_AFTER


def test_findings(answers: dict[str, bool | None], labels: dict[str, str]) -> Iterator[Finding]:
    """F6: a “no” to one of the five tests is shown, not hidden."""
    for name, answer in answers.items():
        if answer is False:
            yield Finding(
                f"test_{name}",
                _("According to its own answers, this does not meet all criteria of a partnership."),
                _("Answered with “No”: %(test)s.") % {"test": labels[name]},
                severity=ADVICE,
                anchor="examination",
            )

"""Whether the actors on whom a partnership depends are with it (F5), and what of F6 is answered with no."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from pes_partnerships.lib.findings import ADVICE, Finding

from .lifecycle import ParticipationStatus

SILENT_AFTER = datetime.timedelta(days=30)


@dataclass(frozen=True)
class Actor:
    """A key actor: `since` is the day of its present status, None where nobody recorded it."""

    key: int
    name: str
    status: str
    since: datetime.date | None = None


def viability_findings(actors: list[Actor], today: datetime.date) -> Iterator[Finding]:
    """F5: a key actor that declined, left or keeps silent threatens the partnership."""
    for actor in actors:
        place = f"participant:{actor.key}"
        name = {"name": actor.name}
        if actor.status == ParticipationStatus.DECLINED:
            title = _("%(name)s is a key actor and declined.") % name
        elif actor.status == ParticipationStatus.LEFT:
            title = _("%(name)s is a key actor and left.") % name
        elif _is_silent(actor, today):
            title = _("%(name)s is a key actor and has not answered the invitation.") % name
        else:
            continue
        yield Finding("key_actor_missing", title, _ASKS, needs_others=True, anchor=place)


_ASKS = _(
    "Without it the partnership may not be viable (PARES). Win it over, or take the mark of a key actor away "
    "and say why the partnership can do without."
)


def _is_silent(actor: Actor, today: datetime.date) -> bool:
    asked = actor.status == ParticipationStatus.INVITED
    return asked and (actor.since is None or today - actor.since > SILENT_AFTER)


def test_findings(answers: dict[str, bool | None], labels: dict[str, str]) -> Iterator[Finding]:
    """F6: a “no” to one of the five tests is shown, not hidden."""
    for name, answer in answers.items():
        if answer is False:
            yield Finding(
                f"test_{name}",
                _("By its own answers this is not a partnership in every respect."),
                _("Answered with no: %(test)s.") % {"test": labels[name]},
                severity=ADVICE,
                anchor="examination",
            )

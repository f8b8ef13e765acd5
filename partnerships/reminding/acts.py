from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.rules.reminding import Withdrawn
from pes_partnerships.ledger.rules.acts import Acts, Words

from .rules.kinds import known_kinds


class KindNames(Mapping):
    """The names of all kinds, as they are registered when they are read."""

    def __getitem__(self, code: str) -> Words:
        kind = known_kinds.get(code)
        if kind is None:
            raise KeyError(code)
        return kind.label

    def __iter__(self) -> Iterator[str]:
        return (kind.code for kind in known_kinds)

    def __len__(self) -> int:
        return len(list(known_kinds))


ACTS = Acts(
    sentences={
        "reminding.sent": _("%(who)s sent a reminder of something that is due."),
        "reminding.withdrawn": _("%(who)s withdrew a reminder of something that is due before it was sent."),
        "reminding.rule_changed": _("%(who)s changed when reminders are sent."),
        "reminding.settings_changed": _("%(who)s changed who is told of what is missed, or the hours for reminders."),
        "reminding.set_aside": _("%(who)s set reminders aside."),
    },
    labels={
        "reminder_of": pgettext_lazy("reminders", "of what"),
        "not_sent_because": _("reason"),
    },
    codes={"not_sent_because": dict(Withdrawn.choices), "reminder_of": KindNames()},
)

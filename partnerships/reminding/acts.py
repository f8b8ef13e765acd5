from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.rules.reminding import Withdrawn
from pes_partnerships.ledger.rules.acts import Acts, Words

from .rules.feeds import known_feeds
from .rules.kinds import known_kinds


class KindNames(Mapping):
    """The names of all kinds, as they are registered when they are read."""

    def __getitem__(self, code: str) -> Words:
        kind = known_kinds.get(code)
        return kind.label if kind else known_feeds.labels[code]

    def __iter__(self) -> Iterator[str]:
        yield from (kind.code for kind in known_kinds)
        yield from known_feeds.labels

    def __len__(self) -> int:
        return len(list(iter(self)))


ACTS = Acts(
    sentences={
        "reminding.sent": _("%(who)s sent a reminder of something that is due."),
        "reminding.withdrawn": _("%(who)s withdrew a reminder of something that is due before it was sent."),
        "reminding.rule_changed": _("%(who)s changed when reminders are sent."),
        "reminding.settings_changed": _("%(who)s changed who is told of what is missed, or the hours for reminders."),
        "reminding.set_aside": _("%(who)s set reminders aside."),
        "reminding.handed_over": _("%(who)s handed reminders over to a colleague."),
        "reminding.taken_back": _("%(who)s took reminders back from a colleague."),
        "reminding.calendar_made": _("%(who)s made a calendar address."),
        "reminding.calendar_ended": _("%(who)s switched a calendar address off."),
        "reminding.letter_sent": _("%(who)s sent the monthly letter of what was missed."),
    },
    labels={
        "reminder_of": pgettext_lazy("reminders", "of what"),
        "not_sent_because": _("reason"),
        "colleague": pgettext_lazy("reminders", "colleague"),
        "month": _("month"),
        "missed": pgettext_lazy("reminders", "missed"),
    },
    codes={"not_sent_because": dict(Withdrawn.choices), "reminder_of": KindNames()},
)

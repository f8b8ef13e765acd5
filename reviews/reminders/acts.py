from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

from .rules import Withdrawn

ACTS = Acts(
    sentences={
        "reminder.sent": _("%(who)s sent a reminder."),
        "reminder.withdrawn": _("%(who)s withdrew a reminder before it was sent."),
    },
    labels={"withdrawn_because": _("reason")},
    codes={
        "withdrawn_because": {
            Withdrawn.LOGGED: _("the review no longer has to be logged"),
            Withdrawn.MOVED: _("the review was moved to another day"),
            Withdrawn.NOT_ASKED: _("the recipient is no longer responsible"),
            Withdrawn.COVERED: _("a later reminder has been written"),
        }
    },
)

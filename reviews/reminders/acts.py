from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "reminder.sent": _("%(who)s sent a reminder."),
    },
)

from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "warning.accepted": _("%(who)s accepted a warning with a reason."),
        "warning.acceptance_withdrawn": _("%(who)s withdrew the acceptance of a warning."),
    },
    labels={"check": _("check"), "accepted_until": _("accepted until")},
)

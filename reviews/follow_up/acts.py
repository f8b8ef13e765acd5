from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "activity.logged": _("%(who)s logged an activity."),
        "action.opened": _("%(who)s opened a corrective action."),
        "action.extended": _("%(who)s moved a corrective action to a later day."),
        "action.closed": _("%(who)s closed a corrective action."),
        "action.given_up": _("%(who)s gave up a corrective action."),
    },
)

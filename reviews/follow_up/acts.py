from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "activity.logged": _("%(who)s logged an activity."),
        "action.opened": _("%(who)s opened a corrective action."),
        "action.progress": _("%(who)s noted the progress of a corrective action."),
        "action.said_done": _("%(who)s said that a corrective action is done."),
        "action.confirmed": _("%(who)s confirmed that a corrective action worked."),
        "action.returned": _("%(who)s returned a corrective action that is not done yet."),
        "action.not_worked": _("%(who)s closed a corrective action that did not work."),
        "action.extended": _("%(who)s moved a corrective action to a later day."),
        "action.closed": _("%(who)s closed a corrective action."),
        "action.given_up": _("%(who)s gave up a corrective action."),
    },
)

from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "partnership.ended": _("%(who)s ended the partnership."),
        "ending.opened": _("%(who)s opened the ending, which waits for the manager’s decision."),
        "ending.decided": _("%(who)s decided that the partnership ends."),
        "ending.moved": _("%(who)s moved the end of the partnership to another day."),
        "ending.stopped": _("%(who)s stopped the ending of the partnership."),
        "ending.objected": _("%(who)s recorded an objection to the end."),
        "ending.answered": _("%(who)s answered an objection to the end."),
        "ending.worded": _("%(who)s approved the words on the end for the directory."),
        "ending.followed": _("%(who)s recorded who carries on what the partnership did."),
        "ending_step.added": _("%(who)s added a step of the ending."),
        "ending_step.changed": _("%(who)s changed who is responsible for a step of the ending, or its day."),
        "ending_step.removed": _("%(who)s removed a step of the ending that had been added."),
        "ending_step.said": _("%(who)s recorded that a step of the ending is done."),
        "ending_step.checked": _("%(who)s confirmed that a step of the ending is done."),
        "ending_step.returned": _("%(who)s returned a step of the ending that is not done yet."),
        "withdrawal.recorded": _("%(who)s recorded that a party leaves."),
        "withdrawal.decided": _("%(who)s decided what becomes of something that a leaving party had taken on."),
        "withdrawal.stays": _("%(who)s recorded that a party remains after all."),
    },
    labels={
        "step": _("step"),
        "owner_name": _("responsible party"),
        "due_on": _("by"),
        "successor": _("partnership that takes its place"),
        "told": _("people told by e-mail"),
    },
)

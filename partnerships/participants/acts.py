from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "participation.added": _("%(who)s added an organisation to the partnership."),
        "participation.changed": _("%(who)s changed an organisation’s role in the partnership."),
        "invitation.sent": _("%(who)s invited an actor."),
        "invitation.withdrawn": _("%(who)s withdrew an invitation."),
        "invitation.answered": _("%(who)s answered the invitation."),
        "dialogue.logged": _("%(who)s logged a talk with an actor."),
        "dialogue.changed": _("%(who)s changed an entry of the dialogue."),
        "viability.overridden": _("%(who)s decided that the partnership can do without a key actor."),
        "viability.restored": _("%(who)s reversed the decision to do without a key actor."),
        "representative.changed": _("%(who)s recorded a change of representative."),
        "fresh_look.taken": _("%(who)s reassessed a partner’s commitment and mandate."),
    },
    labels={"answer_by": _("answer requested by")},
    fields={"answer": ("partnerships.invitation", "answer")},
)

from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "objective.saved": _("%(who)s saved an objective."),
    },
    labels={
        "objective": _("objective"),
        "quotas": _("quotas"),
        "milestones": _("milestones"),
    },
)

from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "review.in_campaign": _("%(who)s opened the review in a campaign."),
        "review.campaign_moved": _("%(who)s moved the days of the review’s campaign."),
    },
    labels={
        "campaign": _("review campaign"),
        "partners_by": _("partners send by"),
        "office_by": _("office logs by"),
    },
)

from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "agreement.notice": _("%(who)s recorded a notice of termination."),
        "agreement.notice_withdrawn": _("%(who)s recorded that the notice of termination is withdrawn."),
    },
    labels={"given_by": _("who gives notice"), "given_on": _("date of the notice")},
)

from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "consent.asked": _("%(who)s asked the other offices to agree to a change of the organisation."),
        "consent.agreed": _("%(who)s agreed, for the office, to a change of the organisation."),
        "consent.refused": _("%(who)s refused, for the office, a change of the organisation."),
        "consent.closed": _("The request for consent was closed, because one office refused."),
        "consent.withdrawn": _("%(who)s withdrew the request to other offices to agree to a change."),
        "consent.carried_out": _("All offices had agreed: the change of the organisation was carried out."),
        "consent.overtaken": _("All offices had agreed, but the change of the organisation was no longer possible."),
    },
)

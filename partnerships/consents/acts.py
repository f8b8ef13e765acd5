from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "consent.asked": _("%(who)s asked the other offices to agree to a change of the organisation."),
        "consent.agreed": _("%(who)s agreed, for the office, to a change of the organisation."),
        "consent.refused": _("%(who)s refused, for the office, a change of the organisation."),
        "consent.closed": _("%(who)s closed the request for consent, because one office refused."),
        "consent.withdrawn": _("%(who)s withdrew the request to other offices to agree to a change."),
        "consent.carried_out": _("%(who)s carried out the change of the organisation: all offices had agreed."),
        "consent.overtaken": _(
            "%(who)s could not carry out the change of the organisation any more, though all offices had agreed."
        ),
    },
)

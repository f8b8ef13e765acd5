from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "agreement.sent": _("%(who)s sent the agreement for signature."),
        "agreement.recalled": _("%(who)s recalled the agreement from signature."),
        "signature.requested": _("%(who)s requested a signature."),
        "signature.given": _("%(who)s signed the agreement."),
        "signature.declined": _("%(who)s declined to sign the agreement."),
        "signature.recorded_on_paper": _("%(who)s recorded a signature on paper."),
        "agreement.in_force": _("%(who)s put the agreement into force."),
        "agreement.superseded": _("%(who)s replaced the agreement with a newer version."),
        "agreement.ended": _("%(who)s ended the agreement."),
        "document.sealed": _("%(who)s sealed the signed document."),
    },
    labels={"signatures": _("signatures")},
    fields={"method": ("partnerships.signature", "method")},
)

"""What the ledger says of electronically signed copies."""

from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "copy.added": _("%(who)s added an electronically signed copy."),
        "copy.discarded": _("%(who)s discarded an electronically signed copy."),
    },
    labels={"certificates": _("SHA-256 of the certificates"), "issuers": _("issuers of the certificates")},
)

from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "agreement.abandoned": _("%(who)s discarded the draft of the agreement."),
    },
)

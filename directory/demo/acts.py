from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "demo.loaded": _("%(who)s loaded the demonstration."),
    },
)

from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "partnership.ended": _("%(who)s ended the partnership."),
    },
)

from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "clause.published": _("%(who)s published an edition of a clause."),
        "clause.withdrawn": _("%(who)s withdrew a clause from the library."),
    },
)

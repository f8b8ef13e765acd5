from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "entry.brought": _("%(who)s brought an entry into the directory that comes with the product."),
        "entry.renewed": _("%(who)s brought an entry of the directory to the words that come with the product."),
    },
)

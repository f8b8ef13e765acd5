from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "organisation.told_apart": _("%(who)s confirmed that two records are different organisations."),
    },
)

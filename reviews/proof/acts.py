from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "proof.added": _("%(who)s added proof of a measured value."),
        "proof.replaced": _("%(who)s replaced the proof of a measured value."),
        "proof.withdrawn": _("%(who)s withdrew the proof of a measured value."),
    },
    labels={"value_of": _("Value of")},
)

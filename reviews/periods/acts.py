from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "period.confirmed": _("%(who)s confirmed the values of a period."),
        "period.reopened": _("%(who)s withdrew the confirmation of a period."),
    },
    labels={
        "period": _("Period"),
        "values": _("Values"),
        "missing": _("Missing values"),
        "estimates": _("Estimates"),
        "unproven": _("Values without proof"),
    },
)

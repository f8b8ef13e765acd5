from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "measurement.entered": _("%(who)s entered a measurement."),
        "measurement.corrected": _("%(who)s corrected a measurement."),
        "measurement.withdrawn": _("%(who)s withdrew a measurement."),
        "alone_cost.stated": _("%(who)s stated what a result would cost without the partnership."),
    },
    hidden={"measurement"},
)

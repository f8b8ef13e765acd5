from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={"minor_change.recorded": _("%(who)s recorded a minor change of the agreement.")},
    labels={"applies_from": _("applies from"), "notified": _("people notified")},
    fields={"matter": ("partnerships.minorchange", "matter")},
)

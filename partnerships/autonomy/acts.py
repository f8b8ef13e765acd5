from django.utils.translation import gettext_lazy as _

from partnerships.rules.vocabulary import Area
from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "autonomy.stated": _("%(who)s recorded an office’s delegated authority."),
        "approval.asked": _("%(who)s requested the approval of the wider unit."),
        "approval.given": _("%(who)s recorded the approval of the wider unit."),
        "approval.refused": _("%(who)s recorded the refusal of the wider unit."),
        "approval.withdrawn": _("%(who)s withdrew the request for approval."),
    },
    labels={
        "area": _("area"),
        "goes_past": _("exceeds the office’s delegated authority"),
        "stays_within": _("within the office’s delegated authority"),
    },
    fields={"area": ("partnerships.autonomy", "area"), "goes_past": ("partnerships.autonomy", "area")},
    codes={"goes_past": dict(Area.choices)},
)

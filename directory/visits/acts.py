from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "visit.offered": _("%(who)s offered days for an exchange visit."),
        "visit.none_fits": _("%(who)s asked for other days for an exchange visit."),
        "visit.agreed": _("%(who)s chose the day of an exchange visit."),
        "visit.programme": _("%(who)s changed the programme of an exchange visit."),
        "visit.cancelled": _("%(who)s cancelled an exchange visit."),
        "visit.reported": _("%(who)s wrote what was learnt in an exchange visit."),
    },
)

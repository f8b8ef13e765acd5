from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "view.saved": _("%(who)s saved a view of the portfolio."),
        "view.changed": _("%(who)s changed a view of the portfolio."),
        "view.removed": _("%(who)s removed a view of the portfolio."),
    },
    labels={"view": _("name of the view"), "filters": _("filters"), "shared": _("shared")},
)

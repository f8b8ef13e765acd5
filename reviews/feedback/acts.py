from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "feedback.given": _("%(who)s gave feedback."),
        "feedback.entered": _("%(who)s wrote down feedback."),
        "feedback.answered": _("%(who)s answered feedback."),
    },
)

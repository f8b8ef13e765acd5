from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "review.started": _("%(who)s started the review."),
        "review.saved": _("%(who)s saved the review."),
        "review.proposed": _("%(who)s proposed the outcome of the review."),
        "review.confirmed": _("%(who)s confirmed the outcome of the review."),
        "review.sent_back": _("%(who)s sent the review back for changes."),
    },
    labels={"actions": _("corrective actions")},
    fields={
        "objective": ("reviews.assessment", "objective"),
        "judgement": ("reviews.assessment", "judgement"),
    },
)

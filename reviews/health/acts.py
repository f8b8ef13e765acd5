from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "health_check.opened": _("%(who)s opened a health check."),
        "health_check.asked": _("%(who)s asked a person to answer the health check."),
        "health_check.not_asked": _("%(who)s no longer asks a person to answer the health check."),
        "health_check.reminded": _("%(who)s reminded a person of the health check."),
        "health_check.answered": _("%(who)s answered the health check."),
        "health_check.answer_received": _("%(who)s received an anonymous answer to the health check."),
        "health_check.closed": _("%(who)s closed the health check."),
        "health_check.read": _("%(who)s read the result of the health check."),
    },
    labels={"people_asked": _("people asked"), "people_answered": _("people who answered")},
)

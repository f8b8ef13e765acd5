from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "contact_link.sent": _("%(who)s sent a partner the link to its own page."),
        "contact_link.ended": _("%(who)s ended a partner’s links to its own page."),
        "contact_link.asked_again": _("%(who)s asked for a new link to the partner’s own page."),
        "partner.told": _("%(who)s recorded how a partner without an address was told."),
    },
    labels={"who_was_told": _("partner"), "told_on": _("told on"), "told_how": _("how it was told")},
)

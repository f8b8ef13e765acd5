from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "entry.proposed": _("%(who)s proposed an entry for the directory."),
        "entry.published": _("%(who)s published the entry in the directory."),
        "entry.takeover_proposed": _("%(who)s proposed to take over an entry of the directory."),
        "entry.taken_over": _("%(who)s published the entry, which is maintained from this partnership from now on."),
        "entry.passed_on": _("%(who)s published the entry from another partnership, which maintains it from now on."),
        "entry.given_back": _("%(who)s gave the entry back to whom it belonged before it was taken over."),
        "entry.sent_back": _("%(who)s sent the entry back for changes."),
        "entry.asked": _("%(who)s asked about the entry that was proposed for the directory."),
        "entry.answered": _("%(who)s answered the directory admin about the entry."),
        "entry.left": _("%(who)s left the entry in the directory as it is after the partnership had changed."),
        "entry.withdrawn": _("%(who)s withdrew the entry from the directory."),
    },
    hidden={"proposal"},
)

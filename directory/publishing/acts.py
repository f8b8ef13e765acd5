from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "entry.proposed": _("%(who)s proposed an entry for the directory."),
        "entry.published": _("%(who)s published the entry in the directory."),
        "entry.sent_back": _("%(who)s sent the entry back for changes."),
        "entry.withdrawn": _("%(who)s withdrew the entry from the directory."),
    },
    hidden={"proposal"},
)

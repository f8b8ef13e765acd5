from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "entry.confirmation_asked": _("%(who)s asked whether the entry in the directory is still right."),
        "entry.confirmed": _("%(who)s confirmed that the entry in the directory is still right."),
        "entry.expired": _("%(who)s noted that the entry in the directory was not confirmed in time."),
        "directory.validity_set": _("%(who)s changed after how many months an entry has to be confirmed again."),
    }
)

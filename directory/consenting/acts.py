from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "entry_contact.asked": _("%(who)s asked a contact person whether they may be named in the directory."),
        "entry_contact.agreed": _("%(who)s agreed to be named in the directory."),
        "entry_contact.declined": _("%(who)s declined to be named in the directory."),
        "entry_contact.taken_back": _("%(who)s no longer agrees to be named in the directory."),
    }
)

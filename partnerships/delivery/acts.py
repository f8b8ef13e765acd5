from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={"mail.undelivered": _("%(who)s could not deliver an e-mail.")},
    labels={
        "mail": _("number of the e-mail"),
        "to_address": _("address of the e-mail"),
        "server_words": _("answer of the mail server"),
    },
)

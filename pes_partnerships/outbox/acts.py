from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "mail.sent_again": _("%(who)s had an e-mail sent again."),
        "mail.tried_now": _("%(who)s had a waiting e-mail tried at once."),
        "mail.cancelled": _("%(who)s cancelled an e-mail."),
        "mails.held": _("%(who)s held e-mails after a backup was restored."),
        "mails.let_go": _("%(who)s let held e-mails go."),
        "mails.dropped": _("%(who)s dropped held e-mails."),
    },
    labels={"mails": _("number of e-mails"), "mail_kind": _("kind of e-mail")},
)

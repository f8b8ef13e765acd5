from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "message.sent": _("%(who)s wrote a message to the people of the directory entry."),
        "message.answered": _("%(who)s answered a message from the directory."),
        "message.asked_back": _("%(who)s asked a question about a message from the directory."),
        "message.declined": _("%(who)s declined a message from the directory."),
        "message.passed_on": _("%(who)s passed a message from the directory on to a colleague."),
        "message.reported": _("%(who)s reported a message from the directory as abuse."),
        "message.cleared": _("%(who)s allowed a reported sender to write again."),
        "message.mailbox_changed": _("%(who)s changed the mailbox for messages from the directory."),
    },
    hidden={"directory_email"},
)

from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "organisation.imported": _("%(who)s imported the organisation from a file."),
        "import.written": _("%(who)s imported organisations from a file."),
        "import.given_up": _("%(who)s cancelled the import of a file."),
    },
)

from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "organisation.imported": _("%(who)s imported the organisation from a file."),
        "import.written": _("%(who)s imported organisations from a file."),
        "organisation.import_undone": _("%(who)s undid the import that had registered or changed the organisation."),
        "import.undone": _("%(who)s undid the import of a file as a whole."),
        "import.given_up": _("%(who)s cancelled the import of a file."),
    },
)

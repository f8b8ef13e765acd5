from django.utils.translation import gettext_lazy as _

from partnerships.rules.model_choice import ELEMENT
from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "partnership.created": _("%(who)s created the partnership."),
        "partnership.changed": _("%(who)s changed the partnership."),
    },
    labels={
        "reason": _("reason"),
        "lines": _("lines"),
        "removed": _("removed"),
        "sha256": "SHA-256",
    },
    codes={"elements": {code: element.label for code, element in ELEMENT.items()}},
)

from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={"marks.saved": _("%(who)s saved the marks beside facts.")},
    labels={"fact_marks": _("marks beside facts")},
)

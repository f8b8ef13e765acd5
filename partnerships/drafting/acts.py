from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "agreement.drafted": _("%(who)s drafted the agreement."),
        "agreement.changed": _("%(who)s changed the agreement."),
        "section.saved": _("%(who)s saved a section of the agreement."),
        "party.saved": _("%(who)s saved a party to the agreement."),
        "responsibility.saved": _("%(who)s saved a responsibility."),
        "contribution.saved": _("%(who)s saved a contribution."),
        "objective.removed": _("%(who)s removed an objective."),
        "annex.saved": _("%(who)s saved an annex."),
        "dissolution.saved": _("%(who)s saved the dissolution protocol."),
    },
    labels={"clauses": _("clauses"), "party": _("party"), "signed_by": _("who signs"), "years": _("amounts by year")},
    fields={"signed_by": ("partnerships.signatory", "contact")},
)

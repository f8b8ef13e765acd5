from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "local_template.made": _("%(who)s made a template for local agreements."),
        "local_text.expected": _("%(who)s noted who makes a local agreement."),
        "local_text.made": _("%(who)s made a local agreement from the template."),
        "local_text.brought": _("%(who)s brought a local draft to a newer edition of the template."),
        "local_text.opted_out": _("%(who)s recorded that no local agreement is made."),
        "local_text.opted_in": _("%(who)s recorded that a local agreement is made after all."),
        "agreement.put_under": _("%(who)s placed the agreement under an umbrella agreement."),
    },
    labels={
        "edition": _("edition"),
        "place": _("office or partner"),
        "umbrella": _("umbrella agreement"),
    },
)

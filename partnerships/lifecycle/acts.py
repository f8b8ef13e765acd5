from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "agreement.notice": _("%(who)s recorded a notice of termination."),
        "agreement.notice_settled": _(
            "The new version settled the notice of termination that was given for the version before it."
        ),
        "agreement.notice_carried": _("The notice of termination also applies to the new version."),
        "agreement.notice_withdrawn": _("%(who)s recorded that the notice of termination is withdrawn."),
    },
    labels={"given_by": _("who gives notice"), "given_on": _("date of the notice")},
)

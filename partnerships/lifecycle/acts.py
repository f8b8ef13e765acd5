from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "agreement.notice": _("%(who)s recorded a notice of termination."),
        "agreement.registration": _("%(who)s recorded where the agreement is registered or published."),
        "agreement.notice_settled": _(
            "%(who)s put the new version into force, which settled the notice of termination."
        ),
        "agreement.notice_carried": _(
            "%(who)s put the new version into force; the notice of termination still applies."
        ),
        "agreement.notice_withdrawn": _("%(who)s recorded that the notice of termination is withdrawn."),
    },
    labels={"given_by": _("who gives notice"), "given_on": _("date of the notice")},
)

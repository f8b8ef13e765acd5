from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import Acts

ACTS = Acts(
    sentences={
        "agreement.sent": _("%(who)s sent the agreement for signature."),
        "agreement.recalled": _("%(who)s recalled the agreement from signature."),
        "signature.requested": _("%(who)s requested a signature."),
        "letter.printed": _("%(who)s printed a letter that requests a signature."),
        "signatory.replaced": _("%(who)s named another person to sign."),
        "signature.given": _("%(who)s signed the agreement."),
        "signature.declined": _("%(who)s declined to sign the agreement."),
        "signature.recorded_on_paper": _("%(who)s recorded a signature on paper."),
        "agreement.condition_fulfilled": _("%(who)s recorded that the condition for entry into force is fulfilled."),
        "agreement.in_force": _("%(who)s put the agreement into force."),
        "agreement.superseded": _("%(who)s replaced the agreement with a newer version."),
        "agreement.ended": _("%(who)s ended the agreement."),
        "agreement.ended_by_notice": _("%(who)s ended the agreement, because its notice of termination ran out."),
        "accession.asked": _("%(who)s asked an organisation to join the network."),
        "accession.joined": _("%(who)s joined the network."),
        "accession.notice": _("%(who)s recorded the notice of a member."),
        "accession.stays": _("%(who)s recorded that a member stays."),
        "document.sealed": _("%(who)s sealed the signed document."),
        "document.sealed_again": _("%(who)s sealed the signed document again."),
        "accession_list.sealed": _("%(who)s sealed the list of members."),
    },
    labels={
        "signed_before": _("signatory before"),
        "signatures": _("signatures"),
        "members": _("members"),
        "lists_sha256": _("SHA-256 of the list"),
        "posted_to": _("postal address"),
        "may_join": _("why it may join"),
        "joined_on": _("member since"),
        "notice_on": _("date of the notice"),
        "last_day": _("last day"),
        "level": _("level of the seal"),
        "certificate_sha256": _("SHA-256 of the certificate"),
        "unsealed_sha256": _("SHA-256 before the seal"),
        "earlier_sha256": _("SHA-256 of the earlier file"),
    },
    fields={"method": ("partnerships.signature", "method")},
)

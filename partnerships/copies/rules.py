"""What is said of who issued a certificate: never more than is known (S2)."""

from django.utils.translation import gettext_lazy as _

from pes_partnerships.lib.seals.parts import Issuer

WORDS = {
    Issuer.NOT_CHECKED: _("Issuer not checked: this service has no list of trusted issuers."),
    Issuer.UNKNOWN: _("The issuer is not on this service’s list of trusted issuers."),
    Issuer.TRUSTED: _("The issuer is on this service’s list of trusted issuers."),
    Issuer.QUALIFIED: _(
        "The issuer is on this service’s list of issuers of qualified certificates, and the certificate says that it "
        "is qualified and that its key is kept in a qualified device."
    ),
}


def issuer_words(code: str) -> str:
    return str(WORDS[Issuer(code)])

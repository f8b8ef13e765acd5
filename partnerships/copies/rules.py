"""What is said of who issued a certificate: never more than is known (S2)."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from partnerships.signing.rules.names import same_name
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


def says_who(verdict: Mapping[str, str], name: str) -> bool:
    """Whether the certificate itself proves that this person signed: by its name, from an issuer that is trusted."""
    return verdict["issuer"] in (Issuer.TRUSTED, Issuer.QUALIFIED) and same_name(name, verdict["name"])


def issuer_words(code: str) -> str:
    return str(WORDS[Issuer(code)])

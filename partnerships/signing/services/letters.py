"""A letter with a code for a signatory whom no mail reaches: the same link in another form (S2, G7)."""

import datetime
import secrets

from django.conf import settings
from django.utils import timezone

from partnerships.models import Agreement, Signatory, SigningRequest
from partnerships.rules.signing import LinkEnd
from partnerships.signing.rules.letters import code_of, read_code, token_of
from pes_partnerships.ledger.services import Actor, Personal, one_act, record
from pes_partnerships.lib.links import hash_token, known_secrets
from pes_partnerships.lib.moves import MoveRefused

from .asking import last_day_now, may_be_asked, new_request

_SALT_BYTES = 16


@one_act()
def print_letter(
    *, signatory: Signatory, by: Actor, posted_to: str, salutation: str = "", at: datetime.datetime | None = None
) -> SigningRequest:
    """One usable code or link for a signatory: the letter ends whatever was sent before."""
    at = at or timezone.now()
    rows = Agreement.objects.locked()
    locked = rows.get(pk=signatory.party.agreement_id)
    if not may_be_asked(signatory, locked):
        raise MoveRefused("this signatory cannot be asked now")
    signatory.signing_requests.close(LinkEnd.NEWER, at)
    salt = secrets.token_hex(_SALT_BYTES)
    asked = new_request(
        signatory,
        agreement=locked,
        token=token_of(code_of(salt, settings.SECRET_KEY), settings.SECRET_KEY),
        at=at,
        ends_on=last_day_now(signatory, locked, at),
        letter_salt=salt,
        posted_to=posted_to,
        salutation=salutation,
    )
    contact = signatory.contact
    record(
        act="letter.printed",
        anchor=locked.partnership,
        obj=signatory.party,
        by=by,
        service=locked.partnership.service,
        after={"party": signatory.party.name},
        private={"signatory": Personal(contact.name, contact), "posted_to": Personal(posted_to, contact)},
        at=at,
    )
    return asked


def printable(request: SigningRequest, at: datetime.datetime) -> bool:
    """The file can be fetched until somebody has opened the link: then the letter has arrived."""
    is_open = SigningRequest.objects.usable(at).filter(pk=request.pk, opened_at=None).exists()
    return request.is_letter and is_open and bool(printed_code(request))


def printed_code(request: SigningRequest) -> str:
    """Empty where it was made with a secret that is kept no more: then only a new letter helps."""
    for secret in known_secrets():
        code = code_of(request.letter_salt, secret)
        if hash_token(token_of(code, secret)) == request.token_hash:
            return code
    return ""


def letter_number(request: SigningRequest) -> int:
    """The how-manieth letter to this signatory about this text."""
    letters = SigningRequest.objects.filter(signatory=request.signatory_id, text_sha256=request.text_sha256)
    return letters.exclude(letter_salt="").filter(pk__lte=request.pk).count()


def link_of_code(typed: str) -> str | None:
    """The token of the link that a typed code stands for, whatever became of the link; None: no letter has this code.

    Asked outside every scope: the code names its one document, and through it the service.
    """
    code = read_code(typed)
    if not code:
        return None
    tokens = {hash_token(token): token for token in (token_of(code, secret) for secret in known_secrets())}
    found = SigningRequest.objects.filter(token_hash__in=tokens).values_list("token_hash", flat=True).first()
    return tokens[found] if found else None

"""The seal of the service on a signed text: put on once, stored twice, put off where it cannot be done now (S3)."""

import datetime
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import get_valid_filename

from partnerships.models import Agreement, Document, SealDelay
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.signing import mails
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.pdf import RenderedPdf
from pes_partnerships.lib.seals import SealKey, SealProblem, seal_pdf

from .documents import LAYOUT, last_moment, render_document, standing_signatures
from .member_list import member_list, render_members
from .sealed import held_by, lists_the_same, stored_file, told_of

LONGEST_WAIT = 60  # minutes between two attempts
logger = logging.getLogger(__name__)


class NotSigned(MoveRefused):
    """Only a text that was signed has a signed document."""


class NotYetInForce(MoveRefused):
    """A network's text, on which the first signatures are given before its day."""


def seal(*, agreement: Agreement, at: datetime.datetime | None = None) -> Document:
    """The sealed text, made now if there is none yet.

    The text of a network is sealed when it first enters into force; who joins later is on its list of members (S1).
    SealProblem and OSError: not now. The delay is noted for the page, and the clock tries again.
    """
    agreement = _signed(agreement)
    newest = agreement.documents.texts().first()
    if newest:
        return newest
    if agreement.is_network and agreement.status == AgreementStatus.SIGNED:
        raise NotYetInForce("the text of a network is sealed when it first enters into force")
    return _make_text(agreement, edition=1, by=Actor.clock(), at=at or timezone.now())


def seal_again(*, agreement: Agreement, by: Actor, reason: str, at: datetime.datetime | None = None) -> Document:
    """A further edition of the same signatures under a new seal; the earlier one stays, and its hash with it."""
    agreement = _signed(agreement)
    newest = agreement.documents.texts().first()
    if newest is None:
        raise NotSigned("there is no document yet that could be sealed again")
    return _make_text(
        agreement, edition=newest.edition + 1, by=by, at=at or timezone.now(), reason=reason, before=newest
    )


def seal_members(*, agreement: Agreement, at: datetime.datetime | None = None) -> Document | None:
    """The newest accession list of a network, made now if another one joined or leaves; none before its text is sealed.

    SealProblem and OSError: not now, as with the text.
    """
    at = at or timezone.now()
    agreement = _signed(agreement)
    text = agreement.documents.texts().first()
    if text is None or not agreement.is_network:
        return None
    time_zone = agreement.partnership.service.time_zone
    on = timezone.localdate(at, ZoneInfo(time_zone))
    signatures = standing_signatures(agreement)
    found = member_list(agreement, signatures, text, on)
    newest = agreement.documents.member_lists().first()
    if newest and lists_the_same(newest, found):
        return newest
    edition = newest.edition + 1 if newest else 1
    # A1: when a network grows, those who have their files are not written to at each accession
    known = held_by(newest or text, signatures)
    fresh = [each for each in signatures if each not in known]

    def tell(members: Document, content: bytes) -> None:
        joined = [each.signatory_id for each in fresh]
        if joined:
            held = stored_file(text).read()
            mails.member_joined(members=members, content=content, text=text, text_content=held, signatories=joined)

    return _make(
        Document(
            agreement=agreement,
            kind=Document.Kind.MEMBERS,
            edition=edition,
            made_at=at,
            lists_sha256=found.sha256,
        ),
        lambda: render_members(found, edition=edition, on=on, at=at, time_zone=time_zone),
        after={
            "members": len(found.members),
            **told_of(signatures),
            "lists_sha256": found.sha256,
            "state_sha256": found.state_sha256,
        },
        tell=tell,
        by=Actor.clock(),
    )


def _signed(agreement: Agreement) -> Agreement:
    agreement = Agreement.objects.select_related("partnership__service").get(pk=agreement.pk)
    if not agreement.was_signed or agreement.is_elsewhere:
        raise NotSigned(f"a text that is {agreement.status} has no signed document")
    return agreement


def _make_text(
    agreement: Agreement,
    *,
    edition: int,
    by: Actor,
    at: datetime.datetime,
    reason: str = "",
    before: Document | None = None,
) -> Document:
    signatures = standing_signatures(agreement)
    after: dict[str, Any] = told_of(signatures)
    if before:
        after["earlier_sha256"] = before.sha256

    def tell(document: Document, content: bytes) -> None:
        """Of the first one; where it was sealed again, what signatories have keeps its own seal."""
        if not before:
            signatories = [each.signatory_id for each in signatures]
            mails.agreement_signed(document=document, content=content, signatories=signatories)

    return _make(
        Document(agreement=agreement, edition=edition, made_at=at, reason=reason),
        lambda: render_document(
            agreement=agreement, signatures=signatures, edition=edition, at=last_moment(agreement, signatures)
        ),
        after=after,
        tell=tell,
        by=by,
    )


def _make(
    document: Document,
    render: Callable[[], RenderedPdf],
    *,
    after: dict[str, Any],
    tell: Callable[[Document, bytes], None],
    by: Actor,
) -> Document:
    agreement, service = document.agreement, document.agreement.partnership.service
    try:
        # Half a second of work, and perhaps an authority's answer, before any row is locked.
        rendered = render()
        sealed = seal_pdf(
            rendered.content,
            key=key_of(service),
            about=f"{service.code}/{document.number}, {document.edition}",
            authority=settings.SEAL_TSA_URL,
        )
        document.sha256, document.unsealed_sha256 = sealed.sha256, rendered.sha256
        document.pages, document.level = rendered.pages, sealed.level
        document.layout = LAYOUT
        document.sealed_by, document.certificate_sha256 = sealed.sealed_by[:200], sealed.certificate_sha256
        document.stamped_at = sealed.stamped_at
        return _keep(document, sealed.content, after=after, tell=tell, by=by)
    except Exception as problem:
        if not document.reason:  # a first seal is owed; another one was somebody's wish
            _note_delay(agreement, _kind_of(problem), document.made_at)
        raise


def _kind_of(problem: Exception) -> str:
    if isinstance(problem, SealProblem):
        return problem.kind
    return SealDelay.Problem.STORAGE if isinstance(problem, OSError) else SealDelay.Problem.OTHER


def key_of(service: EmploymentService) -> SealKey:
    """The service's own key; only a demonstration makes one."""
    path = Path(settings.SEAL_PKCS12.replace("{code}", service.code)) if settings.SEAL_PKCS12 else None
    return SealKey(path, settings.SEAL_PASSPHRASE, made_for=service.name if settings.LOCAL else "")


@one_act()
def _keep(
    document: Document,
    content: bytes,
    *,
    after: dict[str, Any],
    tell: Callable[[Document, bytes], None],
    by: Actor,
) -> Document:
    agreement, at = document.agreement, document.made_at
    Agreement.objects.select_for_update().get(pk=agreement.pk)
    newest = agreement.documents.filter(kind=document.kind).first()
    if newest and newest.edition >= document.edition:  # another worker was faster
        return newest
    name = get_valid_filename(f"{document.number}-{document.edition}.pdf")
    hashes = ("sha256", "pages", "layout", "edition", "level", "certificate_sha256", "unsealed_sha256")
    try:
        document.file.save(name, ContentFile(content), save=False)
        document.second.save(name, ContentFile(content), save=False)
        with transaction.atomic():
            document.full_clean()
            document.save()
            SealDelay.objects.filter(agreement=agreement).delete()
            record(
                act=_act_of(document),
                anchor=agreement.partnership,
                obj=document,
                by=by,
                service=agreement.partnership.service,
                after={name: getattr(document, name) for name in hashes} | after,
                private={"reason": document.reason} if document.reason else None,
                at=at,
            )
            tell(document, content)
    except BaseException:
        _remove(document)
        raise
    return document


def _act_of(document: Document) -> str:
    if document.kind == Document.Kind.MEMBERS:
        return "accession_list.sealed"
    return "document.sealed_again" if document.reason else "document.sealed"


def _remove(document: Document) -> None:
    for copy in (document.file, document.second):
        if copy:
            copy.storage.delete(copy.name)


@one_act()
def _note_delay(agreement: Agreement, problem: str, at: datetime.datetime) -> None:
    """The first attempts follow each other by minutes, later ones by an hour."""
    delay, is_new = SealDelay.objects.get_or_create(
        agreement=agreement, defaults={"problem": problem, "since": at, "retry_at": at + datetime.timedelta(minutes=1)}
    )
    if is_new:
        return
    delay.problem, delay.tries = problem, delay.tries + 1
    delay.retry_at = at + datetime.timedelta(minutes=min(2 ** min(delay.tries, 10), LONGEST_WAIT))
    delay.save()

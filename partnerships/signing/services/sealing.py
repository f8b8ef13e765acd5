"""The seal of the service on a signed text: put on once, stored twice, put off where it cannot be done now (S3)."""

import datetime
import logging
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import get_valid_filename

from partnerships.models import Agreement, Document, SealDelay, Signature
from partnerships.rules.vocabulary import ForceRule
from partnerships.shared.services.kept_files import kept_content
from partnerships.signing import mails
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.pdf import RenderedPdf
from pes_partnerships.lib.seals import SealedPdf, SealKey, SealProblem, seal_pdf

from .documents import last_moment, render_document, standing_signatures

SEALING_ACTS = ("document.sealed", "document.sealed_again")
LONGEST_WAIT = 60  # minutes between two attempts
logger = logging.getLogger(__name__)


class NotSigned(MoveRefused):
    """Only a text that was signed has a signed document."""


def seal(*, agreement: Agreement, at: datetime.datetime | None = None) -> Document:
    """The newest document of a signed text, made and sealed now if there is none for its standing signatures.

    A network's text takes members while it is in force (S1): each accession makes the next edition.
    SealProblem and OSError: not now. The delay is noted for the page, and the clock tries again.
    """
    at = at or timezone.now()
    agreement = _signed(agreement)
    signatures = standing_signatures(agreement)
    newest = _newest(agreement)
    if newest and not _grew(newest, signatures):
        return newest
    return _make(agreement, signatures, newest, by=Actor.clock(), at=at)


def seal_again(*, agreement: Agreement, by: Actor, reason: str, at: datetime.datetime | None = None) -> Document:
    """A further edition of the same signatures under a new seal; the earlier one stays, and its hash with it."""
    agreement = _signed(agreement)
    newest = _newest(agreement)
    if newest is None:
        raise NotSigned("there is no document yet that could be sealed again")
    signatures = standing_signatures(agreement)
    return _make(agreement, signatures, newest, by=by, at=at or timezone.now(), reason=reason)


def _signed(agreement: Agreement) -> Agreement:
    agreement = Agreement.objects.select_related("partnership__service").get(pk=agreement.pk)
    if not agreement.was_signed or agreement.is_elsewhere:
        raise NotSigned(f"a text that is {agreement.status} has no signed document")
    return agreement


def _make(
    agreement: Agreement,
    signatures: list[Signature],
    newest: Document | None,
    *,
    by: Actor,
    at: datetime.datetime,
    reason: str = "",
) -> Document:
    edition = newest.edition + 1 if newest else 1
    try:
        # Half a second of work, and perhaps an authority's answer, before any row is locked.
        rendered = render_document(
            agreement=agreement, signatures=signatures, edition=edition, at=last_moment(agreement, signatures)
        )
        sealed = seal_pdf(
            rendered.content,
            key=key_of(agreement.partnership.service),
            about=f"{agreement.partnership.service.code}/{agreement.number}, {edition}",
            authority=settings.SEAL_TSA_URL,
        )
        document = Document(
            agreement=agreement,
            edition=edition,
            sha256=sealed.sha256,
            unsealed_sha256=rendered.sha256,
            pages=rendered.pages,
            made_at=at,
            level=sealed.level,
            sealed_by=sealed.sealed_by[:200],
            certificate_sha256=sealed.certificate_sha256,
            stamped_at=sealed.stamped_at,
            reason=reason,
        )
        return _keep(document, rendered, sealed, signatures=len(signatures), by=by, at=at)
    except (SealProblem, OSError) as problem:
        if not reason:  # a first seal is owed; another one was somebody's wish
            _note_delay(agreement, problem.kind if isinstance(problem, SealProblem) else "storage", at)
        raise


def key_of(service: EmploymentService) -> SealKey:
    """The service's own key; only a demonstration makes one."""
    path = Path(settings.SEAL_PKCS12.replace("{code}", service.code)) if settings.SEAL_PKCS12 else None
    return SealKey(path, settings.SEAL_PASSPHRASE, made_for=service.name if settings.LOCAL else "")


@one_act()
def _keep(
    document: Document,
    rendered: RenderedPdf,
    sealed: SealedPdf,
    *,
    signatures: int,
    by: Actor,
    at: datetime.datetime,
) -> Document:
    agreement = document.agreement
    Agreement.objects.select_for_update().get(pk=agreement.pk)
    newest = _newest(agreement)
    if newest and newest.edition >= document.edition:  # another worker was faster
        return newest
    name = get_valid_filename(f"{agreement.number}-{document.edition}.pdf")
    after = {
        "sha256": document.sha256,
        "pages": document.pages,
        "edition": document.edition,
        "signatures": signatures,
        "level": document.level,
        "certificate_sha256": document.certificate_sha256,
        "unsealed_sha256": document.unsealed_sha256,
    }
    if document.reason and newest:
        after["earlier_sha256"] = newest.sha256
    try:
        document.file.save(name, ContentFile(sealed.content), save=False)
        document.second.save(name, ContentFile(sealed.content), save=False)
        with transaction.atomic():
            document.full_clean()
            document.save()
            SealDelay.objects.filter(agreement=agreement).delete()
            record(
                act="document.sealed_again" if document.reason else "document.sealed",
                anchor=agreement.partnership,
                obj=document,
                by=by,
                service=agreement.partnership.service,
                after=after,
                private={"reason": document.reason} if document.reason else None,
                at=at,
            )
            if not document.reason:  # what signatories have keeps its own seal
                mails.agreement_signed(document=document, content=sealed.content, known=_held(newest) if newest else 0)
    except BaseException:
        _remove(document)
        raise
    return document


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


def stored_file(document: Document) -> ContentFile:
    """The file as it was sealed. A lost copy comes back from the other one.

    Tampered where the stored bytes are not those whose SHA-256 was recorded, or where both copies are lost.
    """
    if document.second and not document.file.storage.exists(document.file.name):
        bring_back(document)
    content = kept_content(document.file, document.sha256)
    return ContentFile(content, name=f"{document.agreement.number}.pdf")


def bring_back(document: Document) -> None:
    """The first copy from the second; Tampered where that one is not what was sealed."""
    content = kept_content(document.second, document.sha256)
    name = document.file.storage.save(document.file.name, ContentFile(content))
    Document.objects.filter(pk=document.pk).update(file=name)
    document.file.name = name
    logger.warning("Document %s was lost and has been restored from its second copy.", document.pk)


def _newest(agreement: Agreement) -> Document | None:
    return Document.objects.filter(agreement=agreement, kind=Document.Kind.SIGNED).order_by("-edition").first()


def _grew(document: Document, signatures: list[Signature]) -> bool:
    if document.agreement.force_rule != ForceRule.OWN_SIGNATURE:
        return False
    return len(signatures) > _held(document)


def _held(document: Document) -> int:
    """How many signatures a stored document holds; 0 where the ledger does not say."""
    entry = sealing_entry(document)
    return entry.after["signatures"] if entry else 0


def sealing_entry(document: Document) -> LedgerEntry | None:
    entries = LedgerEntry.objects.filter(act__in=SEALING_ACTS, object_type="document", object_id=str(document.pk))
    return entries.order_by("-seq").first()

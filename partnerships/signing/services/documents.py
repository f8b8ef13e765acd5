"""The signed file: rendered once from the frozen text, stored with its SHA-256, handed out so (S3, A15)."""

import datetime
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import get_valid_filename

from partnerships.agreements.rules.presentation import presented
from partnerships.agreements.services.changes import told_changes
from partnerships.drafting.rules.freezing import read
from partnerships.drafting.rules.text import AgreementText
from partnerships.models import Agreement, Document, Signature
from partnerships.rules.vocabulary import ForceRule
from partnerships.shared.services.kept_files import kept_content
from partnerships.signing import mails
from partnerships.signing.rules.closing import SealFacts, SignatureLine, add_closing, moment, signed_between
from partnerships.signing.rules.completing import party_has_signed
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.pdf import PdfAttachment, RenderedPdf, render_pdf

STYLESHEETS = ["css/pdf-fonts.css", "css/pdf-agreement.css"]
SIGNING_ACTS = ("signature.given", "signature.recorded_on_paper")


class NotSigned(MoveRefused):
    """Only a text that was signed has a signed document."""


def seal(*, agreement: Agreement, at: datetime.datetime | None = None) -> Document:
    """The newest document of a signed text, made now if there is none for its standing signatures.

    A network's text takes members while it is in force (S1): each accession makes the next edition.
    """
    at = at or timezone.now()
    agreement = Agreement.objects.select_related("partnership__service").get(pk=agreement.pk)
    if not agreement.was_signed or agreement.is_elsewhere:
        raise NotSigned(f"a text that is {agreement.status} has no signed document")
    signatures = standing_signatures(agreement)
    newest = _newest(agreement)
    if newest and not _grew(newest, signatures):
        return newest
    edition = newest.edition + 1 if newest else 1
    # Half a second of work, done before any row is locked.
    rendered = render_document(agreement=agreement, signatures=signatures, edition=edition, at=at)
    return _keep(agreement, rendered, edition=edition, signatures=len(signatures), at=at)


@one_act()
def _keep(
    agreement: Agreement, rendered: RenderedPdf, *, edition: int, signatures: int, at: datetime.datetime
) -> Document:
    Agreement.objects.select_for_update().get(pk=agreement.pk)
    newest = _newest(agreement)
    if newest and newest.edition >= edition:  # another worker was faster
        return newest
    document = Document(agreement=agreement, edition=edition, sha256=rendered.sha256, pages=rendered.pages, made_at=at)
    name = get_valid_filename(f"{agreement.number}-{edition}.pdf")
    document.file.save(name, ContentFile(rendered.content), save=False)
    try:
        with transaction.atomic():
            document.full_clean()
            document.save()
            record(
                act="document.sealed",
                anchor=agreement.partnership,
                obj=document,
                by=Actor.clock(),
                service=agreement.partnership.service,
                after={
                    "sha256": document.sha256,
                    "pages": document.pages,
                    "edition": edition,
                    "signatures": signatures,
                },
                at=at,
            )
            mails.agreement_signed(document=document, content=rendered.content, known=_held(newest) if newest else 0)
    except BaseException:
        document.file.storage.delete(document.file.name)
        raise
    return document


def stored_file(document: Document) -> ContentFile:
    """The file as it was made; Tampered where the stored bytes are not those whose SHA-256 was recorded."""
    content = kept_content(document.file, document.sha256)
    return ContentFile(content, name=f"{document.agreement.number}.pdf")


def standing_signatures(agreement: Agreement) -> list[Signature]:
    """Those that count, in the order of the parties."""
    return list(
        agreement.signatures.filter(kind=Signature.Kind.SIGNED, withdrawn_at=None)
        .select_related("party__participation__organisation")
        .order_by("party__order", "party_id", "signatory__order", "signatory_id")
    )


def _newest(agreement: Agreement) -> Document | None:
    return Document.objects.filter(agreement=agreement, kind=Document.Kind.SIGNED).order_by("-edition").first()


def _grew(document: Document, signatures: list[Signature]) -> bool:
    if document.agreement.force_rule != ForceRule.OWN_SIGNATURE:
        return False
    return len(signatures) > _held(document)


def _held(document: Document) -> int:
    """How many signatures a stored document holds; 0 where the ledger does not say."""
    sealed = LedgerEntry.objects.filter(act="document.sealed", object_type="document", object_id=str(document.pk))
    entry = sealed.order_by("-seq").first()
    return entry.after["signatures"] if entry else 0


def render_document(
    *,
    agreement: Agreement,
    signatures: list[Signature],
    edition: int,
    at: datetime.datetime,
    public: bool = False,
) -> RenderedPdf:
    """The PDF of a frozen text, from its snapshot alone (A15), in the agreement's own language."""
    text = read(agreement.snapshot)
    html = document_html(agreement, text, signatures, edition=edition, at=at, public=public)
    same_text = PdfAttachment(
        f"{text.number}.json",
        agreement.snapshot.encode(),
        "application/json",
        text.title,
        relationship="Data",
    )
    return render_pdf(
        html,
        stylesheets=STYLESHEETS,
        title=f"{text.partnership} – {text.title}" if text.title != text.partnership else text.title,
        language=text.language,
        # it holds the amounts and names that a public copy leaves out
        attachments=[] if public else [same_text],
        created=at,
    )


def document_html(
    agreement: Agreement,
    text: AgreementText,
    signatures: list[Signature],
    *,
    edition: int,
    at: datetime.datetime,
    public: bool = False,
) -> str:
    service = agreement.partnership.service
    with translation.override(text.language), timezone.override(ZoneInfo(service.time_zone)):
        lines = signature_lines(text, signatures, public=public)
        shown = presented(text, public=public)
        seal_facts = SealFacts(
            agreement.snapshot_sha256, "" if public else f"{text.number}.json", edition, at, text.service
        )
        add_closing(shown, lines, seal_facts)
        return render_to_string(
            "partnerships/signing/pdf/agreement.html",
            {
                "shown": shown,
                "text": text,
                "fingerprint": agreement.fingerprint,
                "fingerprint_start": agreement.fingerprint[:19],
                "signed_words": signed_between(
                    lines, _signed_parties(text, signatures), sum(party.must_sign for party in text.parties)
                ),
                "made_words": moment(at),
                "is_public": public,
                "told": None if public else told_changes(agreement, text),  # it may name what a public copy withholds
            },
        )


def _signed_parties(text: AgreementText, signatures: list[Signature]) -> int:
    signed = {signature.signatory_id for signature in signatures}
    return sum(party_has_signed([each.key for each in party.signatories], signed) for party in text.parties)


def signature_lines(text: AgreementText, signatures: list[Signature], *, public: bool) -> list[SignatureLine]:
    """Each signature with the hash of its record; names of parties are those of the signed text."""
    records = _records(signatures)
    lines = []
    for signature in signatures:
        party = text.party(signature.party_id)
        hidden = bool(public and party and party.hide_name_in_public)
        lines.append(
            SignatureLine(
                party=party.name if party else signature.party.name,
                name="" if hidden else signature.name,
                office_held=signature.office_held,
                mandate=signature.mandate,
                method=str(signature.get_method_display()),
                is_on_paper=signature.method == Signature.Method.PAPER,
                at=signature.at,
                record=records.get(str(signature.pk), ""),
                name_withheld=hidden,
            )
        )
    return lines


def _records(signatures: list[Signature]) -> dict[str, str]:
    """The entry of each signature in the ledger."""
    keys = [str(signature.pk) for signature in signatures]
    entries = LedgerEntry.objects.filter(act__in=SIGNING_ACTS, object_type="signature", object_id__in=keys)
    return dict(entries.order_by("seq").values_list("object_id", "hash"))

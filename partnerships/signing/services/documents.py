"""The signed file as it is before its seal: rendered from the frozen text, always the same bytes (S3, A15)."""

import datetime

from django.template.loader import render_to_string
from django.utils import timezone, translation

from partnerships.agreements.rules.blocks import Presentation
from partnerships.agreements.rules.names import foreign_names, speak
from partnerships.agreements.rules.presentation import presented
from partnerships.agreements.services.changes import told_changes
from partnerships.drafting.rules.freezing import read
from partnerships.drafting.rules.text import AgreementText
from partnerships.models import Agreement, Signature
from partnerships.signing.rules.closing import SealFacts, SignatureLine, add_closing, signed_between
from partnerships.signing.rules.completing import party_has_signed
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.pdf import PdfAttachment, RenderedPdf, render_pdf

from .evidence import newest_of, signature_evidence, signing_entries

# Raised with each change of templates, stylesheets or tags after which the same text gives other bytes. A document
# keeps the one that it was made with, and its file: nothing is set again in a newer layout.
LAYOUT = 2
STYLESHEETS = ["css/pdf-fonts.css", "css/pdf-agreement.css"]


def standing_signatures(agreement: Agreement) -> list[Signature]:
    """Those that count, in the order of the parties."""
    return list(
        agreement.signatures.counting()
        .select_related("party__participation__organisation")
        .order_by("party__order", "party_id", "signatory__order", "signatory_id")
    )


def last_moment(agreement: Agreement, signatures: list[Signature]) -> datetime.datetime:
    """What the file says about its own time, so that it can be made again byte for byte."""
    return max((signature.at for signature in signatures), default=agreement.frozen_at)


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
    # the data holds the amounts and names that a public copy leaves out
    snapshot, evidence = (
        ("", "") if public else (agreement.snapshot, signature_evidence(agreement, signing_entries(signatures)))
    )
    return as_pdf(html, text, snapshot=snapshot, evidence=evidence, at=at)


def as_pdf(
    html: str,
    text: AgreementText,
    *,
    snapshot: str,
    at: datetime.datetime,
    evidence: str = "",
    takes_signatures: bool = False,
) -> RenderedPdf:
    """`snapshot`: the text as data, and `evidence`, that of its signatures; each goes inside where there is one."""
    inside = [
        PdfAttachment(f"{text.number}.json", snapshot.encode(), "application/json", text.title, relationship="Data"),
        PdfAttachment(
            f"{text.number}-signatures.json", evidence.encode(), "application/json", relationship="Supplement"
        ),
    ]
    return render_pdf(
        html,
        stylesheets=STYLESHEETS,
        title=f"{text.partnership} – {text.title}" if text.title != text.partnership else text.title,
        language=text.language,
        attachments=[each for each in inside if each.content],
        created=at,
        takes_signatures=takes_signatures,
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
    with translation.override(text.language), timezone.override(service.zone):
        shown, lines = shown_document(agreement, text, signatures, edition=edition, at=at, public=public)
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
                "is_public": public,
                "told": None if public else told_changes(agreement, text),  # it may name what a public copy withholds
            },
        )


def shown_document(
    agreement: Agreement,
    text: AgreementText,
    signatures: list[Signature],
    *,
    edition: int,
    at: datetime.datetime,
    public: bool = False,
) -> tuple[Presentation, list[SignatureLine]]:
    """All chapters of the document, with those of the signatures and of the check; in the current time zone."""
    entries = signing_entries(signatures)
    with translation.override(text.language):
        lines = signature_lines(text, signatures, entries, public=public)
        head = None if public else newest_of(entries)
        shown = presented(text, public=public)
        seal_facts = SealFacts(
            agreement.snapshot_sha256,
            "" if public else f"{text.number}.json",
            edition,
            at,
            text.service,
            is_sealed=not public,
            ledger_head=f"{head.seq}:{head.hash}" if head else "",
        )
        add_closing(shown, lines, seal_facts)
        speak(shown.chapters[-2:], foreign_names(text))
    return shown, lines


def _signed_parties(text: AgreementText, signatures: list[Signature]) -> int:
    signed = {signature.signatory_id for signature in signatures}
    return sum(
        party_has_signed([each.key for each in party.signatories], signed, party.signatures_needed)
        for party in text.parties
    )


def signature_lines(
    text: AgreementText, signatures: list[Signature], entries: dict[int, LedgerEntry], *, public: bool
) -> list[SignatureLine]:
    """Each signature with the hash of its record; names of parties are those of the signed text."""
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
                record=entries[signature.pk].hash if signature.pk in entries else "",
                name_withheld=hidden,
            )
        )
    return lines

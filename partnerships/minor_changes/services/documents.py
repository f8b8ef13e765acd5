"""The record of a minor change: its frozen values, and the file that is kept and sent (A15, S3)."""

from django.template.loader import render_to_string
from django.utils import timezone, translation

from partnerships.minor_changes.rules.recording import ChangeText, read
from partnerships.models import MinorChange
from pes_partnerships.lib.pdf import PdfAttachment, RenderedPdf, render_pdf
from pes_partnerships.lib.text import in_groups

from .parties import bound_parties, untold_parties

STYLESHEETS = ["css/pdf-fonts.css", "css/pdf-agreement.css"]


def change_text(change: MinorChange, earlier: MinorChange | None) -> ChangeText:
    agreement, service = change.agreement, change.agreement.partnership.service
    with translation.override(agreement.language), timezone.override(service.zone):
        return ChangeText(
            number=change.document_number,
            agreement=agreement.title,
            agreement_number=agreement.number,
            agreement_sha256=agreement.snapshot_sha256,
            partnership=agreement.partnership.title,
            service=service.name,
            language=agreement.language,
            matter=str(change.get_matter_display()),
            title=change.title,
            before=change.before,
            after=change.after,
            reason=change.reason,
            applies_from=change.applies_from,
            allowed_by=change.allowed_by,
            parties=tuple(party.name for party in bound_parties(agreement)),
            recorded_on=timezone.localdate(change.recorded_at),
            recorded_by=change.recorded_by.name,
            previous_sha256=earlier.sha256 if earlier else "",
            corrects=change.corrects.document_number if change.corrects else "",
            untold=tuple(party.name for party in untold_parties(agreement)),
            made_for_practice=agreement.made_for_practice,
        )


def render_change(change: MinorChange) -> RenderedPdf:
    """The record as a PDF of its own, in the language of the agreement, with the same values as JSON inside."""
    text = read(change.snapshot)
    service = change.agreement.partnership.service
    with translation.override(text.language), timezone.override(service.zone):
        context = {
            "text": text,
            "number": change.number,
            "fingerprint": change.fingerprint,
            "agreement_fingerprint": in_groups(text.agreement_sha256),
            "previous_fingerprint": in_groups(text.previous_sha256),
        }
        html = render_to_string("partnerships/minor_changes/pdf/minor_change.html", context)
    name = f"{text.number}.json"
    same = PdfAttachment(name, change.snapshot.encode(), "application/json", text.title, relationship="Data")
    return render_pdf(
        html,
        stylesheets=STYLESHEETS,
        title=f"{text.agreement} – {text.title}",
        language=text.language,
        attachments=[same],
        created=change.recorded_at,
    )

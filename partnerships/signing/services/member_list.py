"""The accession list as a document of its own: what it lists, and its file before the seal (A1, S3)."""

import datetime
from collections import defaultdict
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import timezone, translation

from partnerships.models import Accession, Agreement, Document, Signature
from partnerships.signing.rules.closing import SignatureLine
from partnerships.signing.rules.member_list import MemberLine, MemberList, tables_of
from pes_partnerships.lib.pdf import PdfAttachment, RenderedPdf, render_pdf
from pes_partnerships.lib.text import in_groups

from .documents import STYLESHEETS
from .evidence import signing_entries


def member_list(agreement: Agreement, signatures: list[Signature], text: Document, on: datetime.date) -> MemberList:
    """Who has joined by that day, with the signatures that stand; `text` is the sealed document."""
    service = agreement.partnership.service
    with translation.override(agreement.language), timezone.override(service.zone):
        entries, given = signing_entries(signatures), defaultdict(list)
        for each in signatures:
            given[each.party_id].append(
                SignatureLine(
                    party=each.party.name,
                    name=each.name,
                    office_held=each.office_held,
                    mandate=each.mandate,
                    method=str(each.get_method_display()),
                    is_on_paper=each.method == Signature.Method.PAPER,
                    at=each.at,
                    record=entries[each.pk].hash if each.pk in entries else "",
                )
            )
        rows = Accession.objects.joined().filter(agreement=agreement, joined_on__lte=on)
        rows = rows.select_related("party__participation__organisation").order_by("joined_on", "party__order", "pk")
        lines = [_line(row, tuple(given[row.party_id]), on) for row in rows]
        return MemberList(
            number=Document.number_of(agreement, Document.Kind.MEMBERS),
            agreement=agreement.title,
            agreement_number=agreement.number,
            agreement_sha256=agreement.snapshot_sha256,
            document_sha256=text.sha256,
            partnership=agreement.partnership.title,
            service=service.name,
            language=agreement.language,
            lines=tuple(sorted(lines, key=lambda line: line.has_left)),
            made_for_practice=agreement.made_for_practice,
        )


def _line(row: Accession, given: tuple[SignatureLine, ...], on: datetime.date) -> MemberLine:
    has_left = row.last_day is not None and row.last_day < on
    return MemberLine(row.party.name, row.joined_on, row.last_day, has_left, row.does, given)


def render_members(
    found: MemberList, *, edition: int, on: datetime.date, at: datetime.datetime, time_zone: str
) -> RenderedPdf:
    """In the language of the agreement, with the same values as JSON inside."""
    with translation.override(found.language), timezone.override(ZoneInfo(time_zone)):
        context = {
            "found": found,
            "tables": tables_of(found),
            "edition": edition,
            "on": on,
            "fingerprint": in_groups(found.sha256),
            "agreement_fingerprint": in_groups(found.agreement_sha256),
            "document_fingerprint": in_groups(found.document_sha256),
        }
        html = render_to_string("partnerships/signing/pdf/members.html", context)
    same = PdfAttachment(
        f"{found.number}.json", found.canonical.encode(), "application/json", found.agreement, relationship="Data"
    )
    return render_pdf(
        html,
        stylesheets=STYLESHEETS,
        title=f"{found.agreement} – {found.number}",
        language=found.language,
        attachments=[same],
        created=at,
    )

"""The PDF of a text before it is signed: a draft, marked as one; or the text that is out, to read, print and sign."""

import datetime
import hashlib
import logging

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation

from partnerships.agreements.rules.names import foreign_names, speak
from partnerships.agreements.rules.presentation import presented
from partnerships.agreements.services.changes import told_changes
from partnerships.drafting.rules.freezing import read
from partnerships.drafting.services.wording import agreement_text
from partnerships.models import Agreement, TextFile
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.rules.vocabulary import ForceRule
from partnerships.shared.services.kept_files import Tampered, kept_content
from partnerships.signing.rules.closing import add_sheet, draft_words, unsigned_words
from pes_partnerships.lib.pdf import RenderedPdf

from .documents import as_pdf

logger = logging.getLogger(__name__)
TEMPLATE = "partnerships/signing/pdf/agreement.html"


def render_draft(*, agreement: Agreement, at: datetime.datetime) -> RenderedPdf:
    """As it is now, with what is missing; each page says that it is a draft, and of when."""
    text = agreement_text(agreement)
    with translation.override(text.language), timezone.override(agreement.partnership.service.zone):
        words = draft_words(at)
        context = {
            "shown": presented(text),
            "text": text,
            "draft_words": words,
            "signed_words": words,
            "told": told_changes(agreement, text),
        }
        html = render_to_string(TEMPLATE, context)
    return as_pdf(html, text, snapshot="", at=at)


def render_text(*, agreement: Agreement) -> RenderedPdf:
    """The frozen text with room for signatures: always the same bytes, with which a signed copy is compared."""
    text = read(agreement.snapshot)
    with translation.override(text.language), timezone.override(agreement.partnership.service.zone):
        shown = presented(text)
        add_sheet(shown, text, agreement.snapshot_sha256, f"{text.number}.json")
        speak(shown.chapters[-1:], foreign_names(text))
        context = {
            "shown": shown,
            "text": text,
            "fingerprint_start": agreement.fingerprint[:19],
            "signed_words": unsigned_words(),
            "told": told_changes(agreement, text),
        }
        html = render_to_string(TEMPLATE, context)
    return as_pdf(html, text, snapshot=agreement.snapshot, at=agreement.frozen_at, takes_signatures=True)


def text_content(agreement: Agreement) -> bytes:
    """The file of the text that is out, as it was kept; made at this moment where the clock has not kept it yet."""
    kept = agreement.text_files.filter(text_sha256=agreement.snapshot_sha256).first()
    if kept:
        try:
            return kept_content(kept.file, kept.sha256)
        except (Tampered, OSError):
            logger.exception("The file of the text of agreement %s cannot be read as it was kept.", agreement.pk)
    return render_text(agreement=agreement).content


def texts_to_keep() -> QuerySet[Agreement]:
    """Texts that take signatures, and whose file is not kept."""
    network = Q(status__in=[AgreementStatus.SIGNED, AgreementStatus.IN_FORCE], force_rule=ForceRule.OWN_SIGNATURE)
    kept = TextFile.objects.filter(agreement=OuterRef("pk"), text_sha256=OuterRef("snapshot_sha256"))
    out = Agreement.objects.filter(Q(status=AgreementStatus.OUT_FOR_SIGNATURE) | network).exclude(snapshot="")
    return out.exclude(Exists(kept)).select_related("partnership__service").order_by("pk")


def keep_text(*, agreement: Agreement, at: datetime.datetime) -> TextFile:
    """A later layout of the product changes nothing for whoever has a copy of this file."""
    content = render_text(agreement=agreement).content
    sha256 = hashlib.sha256(content).hexdigest()
    row = TextFile(agreement=agreement, text_sha256=agreement.snapshot_sha256, sha256=sha256, made_at=at)
    row.file.save(f"{agreement.number}-{sha256[:16]}.pdf", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            row.full_clean()
            row.save()
    except BaseException:
        row.file.storage.delete(row.file.name)
        raise
    return row

"""The PDF of a text before it is signed: a draft, marked as one; or the text that is out, to read, print and sign."""

import datetime

from django.template.loader import render_to_string
from django.utils import timezone, translation

from partnerships.agreements.rules.names import foreign_names, speak
from partnerships.agreements.rules.presentation import presented
from partnerships.agreements.services.changes import told_changes
from partnerships.drafting.rules.freezing import read
from partnerships.drafting.services.wording import agreement_text
from partnerships.models import Agreement
from partnerships.signing.rules.closing import add_sheet, draft_words, unsigned_words
from pes_partnerships.lib.pdf import RenderedPdf

from .documents import as_pdf

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

"""The record as a PDF, made each time that it is asked for, with no fingerprint that was ever signed (A15, S3)."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnerships.agreements.rules.blocks import Fact
from partnerships.agreements.rules.presentation import presented
from partnerships.drafting.services.wording import agreement_text
from partnerships.elsewhere.rules.closing import FileLine, RecordFacts, SignedLine, add_record
from partnerships.elsewhere.rules.reading import EVENTS, all_dated, readings
from partnerships.models import Agreement
from partnerships.shared.views.drafts import visible_agreement
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.dates import display_date, display_datetime
from pes_partnerships.lib.pdf import RenderedPdf, render_pdf

from .found import signed_here

STYLESHEETS = ["css/pdf-fonts.css", "css/pdf-agreement.css"]


@role_required("read_portfolio")
@require_safe
def record_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = visible_agreement(request, pk)
    if not agreement.is_elsewhere:
        return signed_here(request, agreement)
    rendered = render_record(agreement=agreement, at=timezone.now())
    name = get_valid_filename(f"{agreement.number}-record.pdf")
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(rendered.content, content_type="application/pdf", headers=headers)


def render_record(*, agreement: Agreement, at: datetime.datetime) -> RenderedPdf:
    """As it is recorded now, in the language of the text."""
    text = agreement_text(agreement)
    return render_pdf(
        record_html(agreement, at),
        stylesheets=STYLESHEETS,
        title=f"{text.partnership} – {text.title}" if text.title != text.partnership else text.title,
        language=text.language,
        created=at,
    )


def record_html(agreement: Agreement, at: datetime.datetime) -> str:
    text, service = agreement_text(agreement), agreement.partnership.service
    with translation.override(text.language), timezone.override(service.zone):
        shown = presented(text, is_recorded=True)
        facts = _facts(agreement)
        known = [Fact(what, when) for what, when, _read in facts.dates]
        shown.facts[1:1] = [Fact(_("Origin"), _("Recorded from a text signed elsewhere")), *known]
        add_record(shown, facts)
        return render_to_string(
            "partnerships/elsewhere/pdf/record.html",
            {"shown": shown, "text": text, "made_words": display_datetime(at), "is_public": False},
        )


def _facts(agreement: Agreement) -> RecordFacts:
    said = all_dated(agreement)
    read = readings(said, begins=agreement.governs_since, last=agreement.ends_latest)
    dates = [
        (str(EVENTS[name]), one.words, " ".join(filter(None, [read[name].words, read[name].disagree, one.note])))
        for name, one in said.items()
        if one.words
    ]
    state = agreement.record_states.select_related("made_by").first()
    kept = _("It has not been saved yet.")
    if state:
        kept = _("The record was saved last on %(day)s by %(who)s.") % {
            "day": display_datetime(state.made_at),
            "who": state.made_by or _("the system"),
        }
    beside = [
        _("Register and number: %(said)s") % {"said": agreement.registry_number} if agreement.registry_number else "",
        _("Published at: %(said)s") % {"said": agreement.publication_url} if agreement.publication_url else "",
        _("Source: %(said)s") % {"said": agreement.source} if agreement.source else "",
    ]
    return RecordFacts(dates, _signed(agreement), _files(agreement), kept, [line for line in beside if line])


def _signed(agreement: Agreement) -> list[SignedLine]:
    lines = []
    parties = agreement.parties.select_related("participation__organisation").prefetch_related("signed_elsewhere")
    for party in parties:
        if not party.must_sign:
            continue
        rows = list(party.signed_elsewhere.all())
        for row in rows:
            who = ", ".join(filter(None, [row.name, row.office_held])) or _("no source says who")
            lines.append(SignedLine(party.name, who, row.signed.display() or _("not stated")))
        if not rows:
            lines.append(SignedLine(party.name, _("no source says who"), _("not stated")))
    return lines


def _files(agreement: Agreement) -> list[FileLine]:
    return [
        FileLine(each.file_name, str(each.get_kind_display()), display_date(each.added_at), each.sha256)
        for each in agreement.recorded_files.filter(removed_at=None)
    ]

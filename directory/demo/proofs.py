"""The proof of a value of the demonstration: a web page, or a small PDF that says what it is."""

from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.html import format_html

from directory.demo.portfolio import Story
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.pdf import render_pdf
from reviews.models import Measurement
from reviews.proof.services.keeping import add_proof, replace_proof
from reviews.results.services.reading import value_in_words


def proves(story: Story, measured: Measurement, row: dict[str, Any]) -> None:
    """`row`: title, and a link where it is no file; `replaced_by` with a title and a reason makes a second revision."""
    by = Actor.user(measured.entered_by) if measured.entered_by else story.by
    said = {"title": row["title"], "valid_until": row.get("valid_until")}
    if link := row.get("link"):
        add_proof(measurement=measured, by=by, link=link, **said)
        return
    proof = add_proof(measurement=measured, by=by, file=_report(measured, row["title"]), **said)
    if later := row.get("replaced_by"):
        file = _report(measured, later["title"])
        replace_proof(proof=proof, by=by, follows=1, file=file, title=later["title"], reason=later["reason"])


def _report(measured: Measurement, title: str) -> ContentFile:
    html = format_html(
        '<!DOCTYPE html><html lang="en"><head><title>{0}</title></head><body><h1>{0}</h1><p>{1}: {2}</p><p>{3}</p>'
        "<p>Sample data</p></body></html>",
        title,
        measured.as_of.display(),
        value_in_words(measured),
        measured.source,
    )
    stylesheets = ["css/pdf-fonts.css", "css/pdf-agreement.css"]
    rendered = render_pdf(html, stylesheets=stylesheets, title=title, language="en", created=timezone.now())
    return ContentFile(rendered.content, name="register-report.pdf")

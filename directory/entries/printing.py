"""One entry as a PDF, made each time that it is asked for (D2)."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language

from directory.models import CaseStudy
from directory.projection.services import Sheet
from pes_partnerships.lib.pdf import render_pdf

STYLESHEETS = ["css/pdf-fonts.css", "css/pdf-agreement.css", "css/pdf-glance.css"]
DRAWINGS = "css/pdf-drawings.css"


def entry_pdf(sheet: Sheet, studies: Iterable[CaseStudy], name: str) -> HttpResponse:
    """In the language of the reader; the facts are in the language of the entry."""
    language, title = get_language() or "en", sheet.public["title"]
    context = {"sheet": sheet, "studies": studies, "title": title, "language": language, "today": timezone.localdate()}
    html = render_to_string("directory/entries/pdf/entry.html", context)
    made = render_pdf(html, stylesheets=STYLESHEETS, title=title, language=language, drawings=DRAWINGS)
    answer = HttpResponse(made.content, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.pdf")
    return answer

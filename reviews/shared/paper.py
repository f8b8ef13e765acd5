"""A page of figures as PDF, in the language of the person who reads it."""

from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language

from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.pdf import render_pdf

STYLESHEETS = ["css/pdf-fonts.css", "css/pdf-agreement.css", "css/pdf-glance.css"]
DRAWINGS = "css/pdf-drawings.css"


def on_paper(template: str, context: dict[str, Any], *, title: str, name: str, membership: Membership) -> HttpResponse:
    """`template` is a whole document that fills templates/reviews/shared/pdf.html; `name` is the file's."""
    language = get_language() or "en"
    printed = {
        "today": timezone.localdate(),
        **context,
        "title": title,
        "language": language,
        "service": membership.service,
        "office": membership.office,
    }
    html = render_to_string(template, printed)
    made = render_pdf(html, stylesheets=STYLESHEETS, title=title, language=language, drawings=DRAWINGS)
    response = HttpResponse(made.content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.pdf")
    return response

"""The letter on paper: one page in the recipient's language, with the code and the square that holds it (S2)."""

from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from partnerships.access import managers_of
from partnerships.drafting.services.wording import agreement_text
from partnerships.models import SigningRequest
from partnerships.signing.rules.letters import in_print
from partnerships.signing.services.letters import letter_number, printed_code
from partnerships.signing.services.notice import notice_of_previous
from partnerships.signing.services.turns import signed_parties
from pes_partnerships.lib.links import absolute
from pes_partnerships.lib.pdf import RenderedPdf, render_pdf
from pes_partnerships.lib.text import in_groups

STYLESHEETS = ["css/pdf-fonts.css", "css/pdf-letter.css"]
QUIET_ZONE = 4  # modules around the square, without which cameras do not find it
SHOWN_DUTIES = 2
# of the window of the envelope: what one line holds in letters of the usual size, and how many lines
LINE, LINES = 40, 7


def letter_of(request: SigningRequest) -> RenderedPdf:
    agreement = request.agreement
    service = agreement.partnership.service
    text = agreement_text(agreement)
    page, code = absolute(reverse("partnerships:letter")), in_print(printed_code(request))
    managers = managers_of(agreement.partnership)
    duties, address = text.duties_of(request.party_id), _address(request)
    with translation.override(request.language), timezone.override(service.zone):
        context = {
            "asked": request,
            "agreement": agreement,
            "text": text,
            "service": service,
            "office": agreement.partnership.office,
            "manager": managers[0] if managers else None,
            "number": letter_number(request),
            "address": address,
            "is_long": sum(1 + len(line) // LINE for line in address) > LINES,
            "page": page.partition("://")[2].rstrip("/"),
            "code": code,
            # what follows the # is never sent to a server, so that no log has it
            "square": segno.make(f"{page}#{code}", error="m").svg_data_uri(border=QUIET_ZONE, scale=4),
            "duties": duties[:SHOWN_DUTIES],
            "further": len(duties[SHOWN_DUTIES:]),
            "signed": len(signed_parties(agreement)),
            "was_returned": request.signatory.signing_requests.exclude(undelivered_at=None).exists(),
            "notice": notice_of_previous(agreement),
            "governing": agreement.partnership.agreements.in_force().exclude(pk=agreement.pk).first(),
            "is_network": agreement.is_network,
            "fingerprint_start": in_groups(agreement.snapshot_sha256[:16]),
            "is_demo": settings.DEMO or service.is_demo,
        }
        made = _render(request, context)
        # one page, always: what grows shrinks the facts and the lines, never the square and the code
        return made if made.pages == 1 else _render(request, {**context, "is_tight": True})


def _address(request: SigningRequest) -> list[str]:
    """The place comes last and is never cut off; of long names the beginning is enough for the post."""
    person = f"{request.name}, {request.office_held}" if request.office_held else request.name
    names = [request.party.participation.organisation.name, person]
    return [Truncator(name).chars(2 * LINE) for name in names] + request.posted_to.splitlines()


def _render(request: SigningRequest, context: dict[str, Any]) -> RenderedPdf:
    html = render_to_string("partnerships/signing/pdf/letter.html", context)
    title = _("Request to sign: %(title)s") % {"title": request.agreement.title}
    return render_pdf(html, stylesheets=STYLESHEETS, title=title, language=request.language, created=request.created_at)

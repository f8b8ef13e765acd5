"""The text as a PDF before anybody has signed it: for the office, and for a signatory behind the link (S2, S3)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from partnerships.models import Agreement, SigningRequest
from partnerships.shared.views.drafts import visible_agreement
from partnerships.signing.rules.links import LinkState
from partnerships.signing.services.links import link_now
from partnerships.signing.services.texts import render_draft, text_content
from pes_partnerships.accounts.guards import role_required

from .links import behind_link


@role_required("read_portfolio")
@require_safe
def text_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft marked as one; of a text that went out the file that parties sign."""
    agreement = visible_agreement(request, pk)
    if agreement.is_elsewhere:
        return redirect("partnerships:record_pdf", pk)
    if agreement.snapshot_sha256:
        return _file(text_content(agreement), f"{agreement.number}-text.pdf")
    return _file(render_draft(agreement=agreement, at=timezone.now()).content, f"{agreement.number}-draft.pdf")


@never_cache
@require_safe
def sign_text(request: HttpRequest, token: str) -> HttpResponse:
    """What the link is for, as a file: to read before signing, to print, or to sign with a certificate."""
    return behind_link(request, token, lambda signing: _behind(request, signing))


def _behind(request: HttpRequest, signing: SigningRequest) -> HttpResponse:
    if link_now(signing).state != LinkState.OPEN:
        return redirect("partnerships:sign", token=request.resolver_match.kwargs["token"])
    agreement: Agreement = signing.agreement
    return _file(text_content(agreement), f"{agreement.number}-text.pdf")


def _file(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{get_valid_filename(name)}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)

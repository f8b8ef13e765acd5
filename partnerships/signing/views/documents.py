"""The sealed files: the signed text, and the accession list of a network (S3, A1)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnerships.models import Agreement, Document, SealDelay
from partnerships.shared.services.kept_files import Tampered
from partnerships.shared.views.drafts import crumbs_of, visible_agreement
from partnerships.signing.services.sealed import stored_file
from partnerships.signing.services.sealing import NotYetInForce, seal, seal_members
from partnerships.signing.services.twin import twin_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.seals import SealProblem


@role_required("read_portfolio")
@require_safe
def signed(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed PDF, as it was stored. Where the clock has not made it yet, it is made now, once (S3)."""
    agreement = visible_agreement(request, pk)
    if agreement.is_elsewhere:  # nothing was signed here: its record can be printed
        return redirect("partnerships:record_pdf", pk)
    if not agreement.was_signed:
        raise Http404
    return _answer(request, agreement, agreement.documents.texts().first(), seal)


@role_required("read_portfolio")
@require_safe
def twin(request: HttpRequest, pk: int) -> HttpResponse:
    """The sealed document as a page: the same chapters, for small screens and for readers of every kind."""
    agreement = visible_agreement(request, pk)
    if agreement.is_elsewhere or not agreement.was_signed:
        raise Http404
    document = agreement.documents.texts().first()
    if document is None:
        return _said(request, agreement, _pending())
    context = {
        "agreement": agreement,
        "document": document,
        "shown": twin_of(document),
        "crumbs": crumbs_of(agreement, (reverse("partnerships:signatures", args=[pk]), _("Signatures"))),
    }
    return render(request, "partnerships/signing/twin.html", context)


@role_required("read_portfolio")
@require_safe
def member_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest accession list, as it was stored; the clock makes the next one when somebody joins or leaves."""
    agreement = visible_agreement(request, pk)
    if not agreement.is_network or agreement.is_elsewhere or not agreement.was_signed:
        raise Http404
    return _answer(request, agreement, agreement.documents.member_lists().first(), _text_and_members)


def _text_and_members(*, agreement: Agreement) -> Document | None:
    seal(agreement=agreement)
    return seal_members(agreement=agreement)


def _answer(
    request: HttpRequest, agreement: Agreement, sealed: Document | None, make: Callable[..., Document | None]
) -> HttpResponse:
    if sealed is None and SealDelay.objects.filter(agreement=agreement, retry_at__gt=timezone.now()).exists():
        return _said(request, agreement, _pending())
    try:
        found = sealed or make(agreement=agreement)
        content = stored_file(found)
    except NotYetInForce:
        return _said(request, agreement, _("The text is sealed when it enters into force."))
    except SealProblem:
        return _said(request, agreement, _pending())
    except OSError:
        words = _(
            "The document cannot be stored or read at the moment. Try again later, or contact your administrator."
        )
        return _said(request, agreement, words)
    except Tampered:
        words = _("The stored file does not match the sealed file. Contact your administrator.")
        return _said(request, agreement, words)
    return FileResponse(content, filename=f"{found.number}.pdf", content_type="application/pdf")


def _pending() -> str:
    return _("The document has not been sealed yet. The signatures are valid. The service tries again by itself.")


def _said(request: HttpRequest, agreement: Agreement, words: str) -> HttpResponse:
    messages.error(request, words)
    return redirect("partnerships:signatures", agreement.pk)

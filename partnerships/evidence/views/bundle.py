"""The evidence of a signed agreement, for who may see its signatures."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from partnerships.evidence.services.bundle import evidence_bundle
from partnerships.shared.views.drafts import visible_agreement
from pes_partnerships.accounts.guards import role_required


@role_required("read_portfolio")
@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """A ZIP; explanation and report are in the reader's language."""
    agreement = visible_agreement(request, pk)
    if agreement.is_elsewhere or not agreement.was_signed:
        raise Http404
    bundle = evidence_bundle(agreement, language=translation.get_language())
    name = f"{agreement.number}-evidence.zip"
    return FileResponse(bundle, as_attachment=True, filename=name, content_type="application/zip")

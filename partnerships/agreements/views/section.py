"""One written part of the text (A1)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from partnerships.agreements.forms.section import SectionForm
from partnerships.drafting.rules.sections import SECTION
from partnerships.drafting.services.writing import save_section
from partnerships.models import Section
from partnerships.shared.views.drafts import save_part, visible_agreement
from pes_partnerships.accounts.guards import role_required


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    agreement = visible_agreement(request, pk)
    if key not in SECTION:
        raise Http404
    row = agreement.sections.filter(key=key).first() or Section(agreement=agreement, key=key)
    form = SectionForm(request.POST or None, instance=row)
    kind = SECTION[key]
    return save_part(
        request,
        agreement,
        form,
        save=lambda by: save_section(agreement=agreement, key=key, by=by, **form.values()),
        context={"here": kind.title, "notes": [{"source": kind.source, "text": kind.asks}]},
    )

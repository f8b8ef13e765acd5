"""One written part of the text (A1)."""

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from partnerships.agreements.forms.section import SectionForm
from partnerships.drafting.rules.sections import SECTION
from partnerships.drafting.services.writing import save_section
from partnerships.models import Section
from partnerships.shared.views.drafts import save_part, visible_agreement
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once_unless_changed
from pes_partnerships.lib.form_pages import posted


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def section(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    agreement = visible_agreement(request, pk)
    if key not in SECTION:
        raise Http404

    def form_of(typed: QueryDict | None = None) -> SectionForm:
        row = agreement.sections.filter(key=key).first() or Section(agreement=agreement, key=key)
        return SectionForm(typed, instance=row)

    form = form_of(posted(request))
    kind = SECTION[key]
    return save_part(
        request,
        agreement,
        form,
        save=lambda by: save_section(agreement=agreement, key=key, by=by, **form.values()),
        stored=form_of,
        context={"here": kind.title, "notes": [{"source": kind.source, "text": kind.asks}]},
    )

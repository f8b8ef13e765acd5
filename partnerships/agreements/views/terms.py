"""The small pages for the version's own fields: model, lead, quality, term, dissolution."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.agreements.forms.agreement import LeadForm, ModelForm, QualityForm, TermForm
from partnerships.agreements.forms.dissolution import EndingForm
from partnerships.agreements.forms.lines import DissolutionLines, ResponsibilityLines
from partnerships.drafting.services.writing import save_ending, save_rows, save_terms
from partnerships.rules.model_choice import ELEMENTS, Model
from partnerships.shared.forms.seen import SeenForm
from partnerships.shared.views.drafts import save_part, visible_agreement
from pes_partnerships.accounts.guards import role_required


def _terms_page(request: HttpRequest, pk: int, form_class: type[SeenForm], **context: object) -> HttpResponse:
    agreement = visible_agreement(request, pk)
    form = form_class(request.POST or None, instance=agreement)
    return save_part(
        request,
        agreement,
        form,
        save=lambda by: save_terms(agreement=agreement, by=by, **form.values()),
        context=context,
        template=str(context.get("template", "partnerships/shared/agreement_part.html")),
    )


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
def agreement_model(request: HttpRequest, pk: int) -> HttpResponse:
    elements = [(model.label, [e for e in ELEMENTS if e.model == model]) for model in Model]
    return _terms_page(
        request, pk, ModelForm, here=_("Model and formality"), elements=elements, guide="models", source="PAPER 5, 6.1"
    )


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
def agreement_lead(request: HttpRequest, pk: int) -> HttpResponse:
    parties = visible_agreement(request, pk).parties.select_related("participation__organisation")
    return _terms_page(
        request,
        pk,
        LeadForm,
        here=_("Lead partner"),
        parties=parties,
        template="partnerships/agreements/agreement_lead.html",
    )


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
def agreement_quality(request: HttpRequest, pk: int) -> HttpResponse:
    note = _("All partners agree on a written definition of the quality of their partnership.")
    return _terms_page(
        request, pk, QualityForm, here=_("Definition of quality"), notes=[{"source": "PARES 2012", "text": note}]
    )


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
def agreement_term(request: HttpRequest, pk: int) -> HttpResponse:
    notes = [
        {"source": "PAPER 7.6", "text": _("Every agreement includes a formal review date from the start.")},
        {
            "source": "PARES 2012",
            "text": _("A partnership that has achieved its goals or no longer adds value is ended."),
        },
    ]
    return _terms_page(request, pk, TermForm, here=_("Term and review date"), notes=notes)


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
def agreement_responsibilities(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = visible_agreement(request, pk)
    rows = agreement.responsibilities.select_related("owner__participation__organisation")
    lines = ResponsibilityLines(request.POST or None, agreement=agreement, rows=rows, prefix="lines")
    return save_part(
        request,
        agreement,
        lines,
        save=lambda by: save_rows(
            agreement=agreement, by=by, lines=lines, act="responsibility.saved", seen=request.POST.get("seen_lines")
        ),
        context={"here": _("Responsibilities"), "lines": lines},
        template="partnerships/agreements/agreement_lines.html",
    )


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
def agreement_dissolution(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = visible_agreement(request, pk)
    rows = agreement.dissolution_steps.select_related("owner__participation__organisation")
    form = EndingForm(request.POST or None, instance=agreement)
    lines = DissolutionLines(request.POST or None, agreement=agreement, rows=rows, above=form, prefix="lines")
    return save_part(
        request,
        agreement,
        lines,
        save=lambda by: save_ending(
            agreement=agreement, by=by, terms=form.values(), lines=lines, seen=request.POST.get("seen_lines")
        ),
        context={"here": _("Dissolution protocol"), "lines": lines, "above": form},
        template="partnerships/agreements/agreement_lines.html",
    )

"""The small pages for the version's own fields: model, lead, quality, term, dissolution."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.agreements.forms.agreement import LeadForm, ModelForm, QualityForm
from partnerships.agreements.forms.dissolution import EndingForm
from partnerships.agreements.forms.lines import DissolutionLines, ResponsibilityLines
from partnerships.agreements.forms.term import TermForm
from partnerships.agreements.rules.ending_proposal import MAY_END_BY, NOTICE, proposed_steps
from partnerships.agreements.rules.model_change import ModelChange, model_change
from partnerships.agreements.services.choosing_model import choose_model
from partnerships.drafting.services.wording import agreement_text
from partnerships.drafting.services.writing import DISSOLUTION, RESPONSIBILITIES, save_ending, save_lines, save_terms
from partnerships.models import Agreement
from partnerships.rules.model_choice import ELEMENTS, Element, Model
from partnerships.shared.forms.rows import BaseRows, FormWithLists, edited_rows
from partnerships.shared.forms.seen import SeenForm
from partnerships.shared.services.row_lists import RowList
from partnerships.shared.views.drafts import save_part, visible_agreement
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once_unless_changed
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import posted


def _terms_page(request: HttpRequest, pk: int, form_class: type[SeenForm], **context: object) -> HttpResponse:
    agreement = visible_agreement(request, pk)
    form = form_class(posted(request), instance=agreement)
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
@once_unless_changed
def agreement_model(request: HttpRequest, pk: int) -> HttpResponse:
    """The model, with what another one would change beside the choice; nothing that is written is lost."""
    agreement = visible_agreement(request, pk)
    form = ModelForm(posted(request), instance=agreement)
    change = _change(agreement, form)
    return save_part(
        request,
        agreement,
        form,
        save=lambda by: _choose_model(request, agreement, form, change, by),
        context={"here": _("Model and formality"), "change": change, "elements": _elements_by_model()},
        template="partnerships/agreements/agreement_model.html",
    )


def _elements_by_model() -> list[tuple[str, list[Element]]]:
    return [(model.label, [e for e in ELEMENTS if e.model == model]) for model in Model]


def _change(agreement: Agreement, form: ModelForm) -> ModelChange:
    """For what is chosen on the page now, checked or not."""
    model = str(form["model"].value() or "")
    own = {element.code for element in ELEMENTS if element.model == model}
    borrowed = [code for code in form["elements"].value() or [] if code not in own]
    return model_change(agreement_text(agreement), model, borrowed)


def _choose_model(request: HttpRequest, agreement: Agreement, form: ModelForm, change: ModelChange, by: Actor) -> None:
    choose_model(agreement=agreement, by=by, **form.values())
    for words, kinds in (
        (_("Now required: %(parts)s."), change.added),
        (_("No longer required: %(parts)s. Nothing that was written has been removed."), change.optional),
    ):
        if kinds:
            messages.info(request, words % {"parts": "; ".join(str(kind.title) for kind in kinds)})


@role_required("write_agreement")
@require_POST
def agreement_model_look(request: HttpRequest, pk: int) -> HttpResponse:
    """What the choice on the page would change: nothing is saved."""
    agreement = visible_agreement(request, pk)
    change = _change(agreement, ModelForm(request.POST, instance=agreement))
    return render(request, "partnerships/agreements/_model_change.html", {"agreement": agreement, "change": change})


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once_unless_changed
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
@once_unless_changed
def agreement_quality(request: HttpRequest, pk: int) -> HttpResponse:
    note = _("All partners agree on a written definition of the quality of their partnership.")
    return _terms_page(
        request, pk, QualityForm, here=_("Definition of quality"), notes=[{"source": "PARES 2012", "text": note}]
    )


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once_unless_changed
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
@once_unless_changed
def agreement_responsibilities(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = visible_agreement(request, pk)
    lines = _lines(posted(request), ResponsibilityLines, RESPONSIBILITIES, agreement)
    return save_part(
        request,
        agreement,
        lines,
        save=lambda by: save_lines(
            RESPONSIBILITIES, agreement=agreement, by=by, rows=lines.lines, seen=lines.seen_posted
        ),
        stored=lambda: _lines(None, ResponsibilityLines, RESPONSIBILITIES, agreement),
        context={"here": _("Responsibilities"), "lines": lines, "errors_of": lines},
        template="partnerships/agreements/agreement_lines.html",
    )


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def agreement_dissolution(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = visible_agreement(request, pk)
    page = _ending(posted(request), agreement)
    lines = page.lists["lines"]
    return save_part(
        request,
        agreement,
        page,
        save=lambda by: save_ending(
            agreement=agreement, by=by, terms=page.form.values(), rows=lines.lines, seen=lines.seen_posted
        ),
        stored=lambda: _ending(None, visible_agreement(request, pk)),
        context={
            "here": _("Dissolution protocol"),
            "lines": lines,
            "above": page.form,
            "errors_of": page.parts,
            "proposed": is_proposed(agreement),
            "notes": [
                {
                    "source": "PARES 2012",
                    "text": _(
                        "The end is agreed while relations are good: who may end the partnership, with what notice, "
                        "and what happens to clients, data, money and obligations."
                    ),
                }
            ],
        },
        template="partnerships/agreements/agreement_lines.html",
    )


def _ending(typed: QueryDict | None, agreement: Agreement) -> FormWithLists:
    """With nothing agreed yet, the page proposes the four matters: nothing of it is saved before somebody does."""
    form = EndingForm(typed, instance=agreement)
    proposed: list[dict[str, Any]] = []
    if is_proposed(agreement):
        with translation.override(agreement.language):
            form.initial |= {"may_end_by": str(MAY_END_BY), "notice": str(NOTICE)}
            proposed = proposed_steps(agreement.lead_id)
    return FormWithLists(form, lines=_lines(typed, DissolutionLines, DISSOLUTION, agreement, proposed))


def is_proposed(agreement: Agreement) -> bool:
    stated = agreement.may_end_by.strip() or agreement.notice.strip()
    return not stated and not agreement.dissolution_steps.exists()


def _lines(
    typed: QueryDict | None,
    formset: type[BaseRows],
    kind: RowList,
    agreement: Agreement,
    proposed: list[dict[str, Any]] | None = None,
) -> BaseRows:
    stored, seen = kind.values(agreement), kind.seen(agreement)
    return edited_rows(formset, typed, stored=stored or proposed or [], seen=seen, prefix="lines", agreement=agreement)

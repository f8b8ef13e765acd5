"""One objective: its fields by letter, its shares and milestones, and its sentence (O1)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.drafting.services.wording import objective_text
from partnerships.drafting.services.writing import remove_part
from partnerships.models import Objective
from partnerships.objectives.rules.sentence import objective_pieces
from partnerships.objectives.rules.smart import smart_letters
from partnerships.shared.views.drafts import save_part, visible_agreement, visible_part
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once, once_unless_changed
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import posted
from pes_partnerships.lib.moves import MoveRefused

from .forms import objective_form
from .services import save_objective


def _objective_page(request: HttpRequest, row: Objective) -> HttpResponse:
    page = objective_form(row, posted(request))
    existing = row if row.pk else None
    text = objective_text(row) if existing else None
    siblings = list(row.agreement.objectives.values_list("pk", flat=True))
    context = {
        "here": row.title or _("New objective"),
        "objective": existing,
        "number": siblings.index(row.pk) + 1 if existing else len(siblings) + 1,
        "count": max(len(siblings), 1 if existing else len(siblings) + 1),
        "pieces": objective_pieces(text) if text else [],
        "letters": smart_letters(text) if text else (),
        "page": page,
    }
    return save_part(
        request,
        row.agreement,
        page,
        save=lambda by: save_objective(agreement=row.agreement, by=by, objective=existing, **page.values()),
        stored=lambda: objective_form(visible_part(request, Objective, row.pk)),
        context=context,
        template="partnerships/objectives/objective.html",
        done_url=request.get_full_path() if existing and "stay" in request.POST else "",
    )


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def objective_new(request: HttpRequest, pk: int) -> HttpResponse:
    return _objective_page(request, Objective(agreement=visible_agreement(request, pk)))


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def objective(request: HttpRequest, pk: int) -> HttpResponse:
    return _objective_page(request, visible_part(request, Objective, pk))


@role_required("write_agreement")
@require_POST
@once
def objective_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_part(request, Objective, pk)
    try:
        remove_part(part=row, by=Actor.user(request.user))
    except MoveRefused as refusal:
        raise PermissionDenied from refusal
    messages.success(request, _("The objective has been removed from the draft."))
    return redirect(reverse("partnerships:agreement", args=[row.agreement_id]))

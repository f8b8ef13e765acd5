"""One objective: its fields by letter, its shares and milestones, and its sentence (O1)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.drafting.services.wording import objective_text
from partnerships.drafting.services.writing import remove_part
from partnerships.models import Milestone, Objective, Quota
from partnerships.objectives.rules.sentence import objective_pieces
from partnerships.objectives.rules.smart import smart_letters
from partnerships.shared.services.conflicts import lists_of
from partnerships.shared.views.drafts import save_part, visible_agreement, visible_part
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.numbers import without_zeros

from .forms import MilestoneLines, ObjectiveForm, QuotaLines, line_values
from .services import save_objective


class ObjectivePage:
    """The objective's form with its two lists, checked and shown as one."""

    def __init__(self, request: HttpRequest, row: Objective):
        posted = request.POST or None
        self.form = ObjectiveForm(posted, instance=row)
        quotas = list(row.quotas.values("comparator", "share", "who", "base")) if row.pk else []
        milestones = list(row.milestones.values("due", "value", "text")) if row.pk else []
        for line, name in [(line, "share") for line in quotas] + [(line, "value") for line in milestones]:
            line[name] = without_zeros(line[name])
        self.quotas = QuotaLines(posted, initial=quotas, prefix="quotas")
        self.milestones = MilestoneLines(posted, initial=milestones, prefix="milestones")
        self.is_bound = posted is not None

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.quotas.is_valid(), self.milestones.is_valid()])

    def values(self) -> dict[str, Any]:
        lists = {"quotas": line_values(self.quotas), "milestones": line_values(self.milestones)}
        return self.form.values() | lists

    def differences_in_lists(self, theirs: Objective) -> list[dict[str, str]]:
        """For the conflict page: the lists that differ, as they are stored and as they were typed."""
        stored, typed = lists_of(theirs), self.values()
        parts = (("quotas", _("Quotas"), Quota), ("milestones", _("Milestones"), Milestone))
        return [
            {
                "label": label,
                "theirs": "\n".join(str(kind(**values)) for values in stored[name]),
                "yours": "\n".join(str(kind(**values)) for values in typed[name]),
            }
            for name, label, kind in parts
            if stored[name] != typed[name]
        ]

    def __getattr__(self, name: str) -> Any:
        """The conflict page and the error messages speak to the form itself."""
        return getattr(self.form, name)


def _objective_page(request: HttpRequest, row: Objective) -> HttpResponse:
    page = ObjectivePage(request, row)
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
def objective(request: HttpRequest, pk: int) -> HttpResponse:
    return _objective_page(request, visible_part(request, Objective, pk))


@role_required("write_agreement")
@require_POST
def objective_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_part(request, Objective, pk)
    try:
        remove_part(part=row, by=Actor.user(request.user))
    except MoveRefused as refusal:
        raise PermissionDenied from refusal
    messages.success(request, _("The objective has been removed from the draft."))
    return redirect(reverse("partnerships:agreement", args=[row.agreement_id]))

"""One objective: its fields by letter, its shares and milestones, and its sentence, also while it is typed (O1)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.drafting.rules.text import ObjectiveText
from partnerships.drafting.services.wording import objective_text
from partnerships.drafting.services.writing import remove_part
from partnerships.models import Agreement, Objective
from partnerships.objectives.rules.sense import Around, sense_findings
from partnerships.objectives.rules.sentence import objective_pieces
from partnerships.objectives.rules.smart import smart_letters
from partnerships.objectives.rules.targets import comes_to
from partnerships.rules.task_list import MOST_OBJECTIVES
from partnerships.shared.forms.rows import FormWithLists
from partnerships.shared.services.in_use import InUse
from partnerships.shared.views.drafts import save_part, still_used, visible_agreement, visible_part
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once, once_unless_changed
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import posted
from pes_partnerships.lib.moves import MoveRefused

from .forms import objective_form
from .services import save_objective, text_as_typed

# fields whose gap or contradiction is shown beside them
MARKED = (
    "statement", "target_group", "owner", "indicator", "not_measurable_reason", "comparator", "target", "target_to",
    "relation", "unit", "counted_among", "baseline_kind", "baseline_value", "baseline_text", "baseline_date",
    "data_source", "quotas", "attainable", "relevant", "due", "milestones",
)  # fmt: skip


def _objective_page(request: HttpRequest, row: Objective) -> HttpResponse:
    page = objective_form(row, posted(request))
    existing = row if row.pk else None
    siblings = list(row.agreement.objectives.values_list("pk", flat=True))
    place = siblings.index(row.pk) if existing else len(siblings)
    following = next(iter(siblings[place + 1 :]), None)
    names = ("objective_look", row.pk) if existing else ("objective_new_look", row.agreement_id)
    context = {
        "here": row.title or _("New objective"),
        "objective": existing,
        "number": place + 1,
        "count": max(len(siblings), place + 1),
        "following": place + 2 if following else 0,
        "look_url": reverse(f"partnerships:{names[0]}", args=[names[1]]),
        "page": page,
        **_assistant(row.agreement, _shown_text(row, page), is_new=existing is None),
    }
    return save_part(
        request,
        row.agreement,
        page,
        save=lambda by: _save(request, row.agreement, existing, page, by),
        stored=lambda: objective_form(visible_part(request, Objective, row.pk)),
        context=context,
        template="partnerships/objectives/objective.html",
        done_url=_done_url(request, row.agreement_id, following, count=len(siblings)),
    )


def _done_url(request: HttpRequest, agreement: int, following: int | None, *, count: int) -> str:
    """Where a saved objective leads: back to itself, to the next one, to the list of many, or to the task list."""
    if "stay" in request.POST:
        return request.get_full_path()
    if "next" in request.POST and following:
        return reverse("partnerships:objective", args=[following])
    return reverse("partnerships:agreement_objectives", args=[agreement]) if count > MOST_OBJECTIVES else ""


def _save(request: HttpRequest, agreement: Agreement, row: Objective | None, page: FormWithLists, by: Actor) -> None:
    save_objective(agreement=agreement, by=by, objective=row, **page.values())
    if page.form.left_out:
        words = _("Not saved, because this kind of target does not use it: %(fields)s.")
        messages.info(request, words % {"fields": "; ".join(page.form.left_out)})


def _shown_text(row: Objective, page: FormWithLists) -> ObjectiveText:
    """What the page shows on top: what is typed where something was, else what is saved."""
    if not page.is_bound:
        with translation.override(row.agreement.language):
            return objective_text(row) if row.pk else text_as_typed(row, {})
    typed = QueryDict(page.form.data.urlencode(), mutable=True)  # the page's own form keeps its errors, or its peace
    typed.pop("do", None)
    fresh = objective_form(row, typed)
    fresh.is_valid()
    lists = {name: [form.cleaned_data for form in rows.kept if form.is_valid()] for name, rows in fresh.lists.items()}
    return text_as_typed(row, fresh.form.cleaned_data, **lists)


def _assistant(agreement: Agreement, text: ObjectiveText, *, is_new: bool) -> dict[str, Any]:
    """The sentence, the strip of letters, and what is said beside the fields."""
    around = Around(timezone.localdate(), agreement.effective, agreement.ends)
    findings = sense_findings(text, around)
    letters = smart_letters(text, findings)
    wrong = {finding.field for finding in findings if finding.is_blocking}
    marks: dict[str, dict[str, Any]] = {name: {"name": name, "missing": "", "findings": []} for name in MARKED}
    for letter in letters:
        for field, words in letter.missing:
            marks[field]["missing"] = "" if is_new else words
    for finding in findings:
        marks[finding.field]["findings"].append(finding)
    with translation.override(agreement.language):
        pieces, sums = objective_pieces(text, wrong), comes_to(text)
    return {
        "pieces": pieces,
        "comes_to": sums,
        "letters": letters,
        "letter": {letter.anchor.replace("-", "_"): letter for letter in letters},
        "marks": marks,
        "text_language": agreement.language,
        "unresolved": sum(len(letter.missing) + len(letter.wrong) for letter in letters),
    }


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


def _look(request: HttpRequest, row: Objective, url: str) -> HttpResponse:
    """The assistant for what is typed now: nothing is saved, and nothing is complained of."""
    text = _shown_text(row, objective_form(row, request.POST))
    context = {**_assistant(row.agreement, text, is_new=row.pk is None), "look_url": url}
    return render(request, "partnerships/objectives/_look.html", context)


@role_required("write_agreement")
@require_POST
def objective_look(request: HttpRequest, pk: int) -> HttpResponse:
    return _look(request, visible_part(request, Objective, pk), request.path)


@role_required("write_agreement")
@require_POST
def objective_new_look(request: HttpRequest, pk: int) -> HttpResponse:
    return _look(request, Objective(agreement=visible_agreement(request, pk)), request.path)


@role_required("write_agreement")
@require_POST
@once
def objective_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_part(request, Objective, pk)
    try:
        remove_part(part=row, by=Actor.user(request.user))
    except InUse:
        return still_used(request, row, reverse("partnerships:objective", args=[pk]))
    except MoveRefused as refusal:
        raise PermissionDenied from refusal
    messages.success(request, _("The objective has been removed from the draft."))
    return redirect(reverse("partnerships:agreement", args=[row.agreement_id]))

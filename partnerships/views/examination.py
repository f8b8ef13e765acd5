"""The self-examination and the five tests (F1, F6)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships.access import can_form_partnership
from partnerships.forms.examination import ExaminationForm
from partnerships.models import Examination, Partnership
from partnerships.services.forming import save_examination
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.ledger.services import Actor

from .found import partnership_to_read

TEXTS = ("badly_served", "others_serving", "overlap", "coordination", "information")
ANSWER = {True: gettext_lazy("Yes"), False: gettext_lazy("No")}


@role_required("read_portfolio")
@require_http_methods(["GET", "POST"])
def examination(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = partnership_to_read(request, pk)
    if not can_form_partnership(request.user, partnership):
        return _read_only(request, partnership)
    known = Examination.objects.filter(partnership=partnership).first()
    form = ExaminationForm(request.POST or None, instance=known)
    if request.method == "POST" and form.is_valid():
        saved = save_examination(partnership=partnership, by=Actor.user(request.user), **form.cleaned_data)
        messages.success(request, _("The self-examination is saved."))
        goes_on = saved.outcome == Examination.Outcome.GO_ON
        return redirect("partnerships:participants" if goes_on else "partnerships:partnership", partnership.pk)
    return render(request, "partnerships/examination_form.html", {"partnership": partnership, "form": form})


def _read_only(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    if request.method == "POST":
        raise PermissionDenied
    known = Examination.objects.filter(partnership=partnership).first()
    context = {"partnership": partnership, "rows": answers(known), "tests": tests(known)}
    return render(request, "partnerships/examination_detail.html", context)


def answers(known: Examination | None) -> list[dict[str, object]]:
    """The questions with what was written; an open one says so."""
    known = known or Examination()
    rows = [_row(known, name, getattr(known, name)) for name in TEXTS]
    rows.append(_row(known, "outcome", known.get_outcome_display()) | {"note": known.outcome_reason})
    return rows


def tests(known: Examination | None) -> list[dict[str, object]]:
    """The five tests; a “no” is shown, not hidden."""
    known = known or Examination()
    return [_row(known, name, ANSWER.get(getattr(known, name), "")) for name in Examination.FIVE_TESTS]


def _row(known: Examination, name: str, value: object) -> dict[str, object]:
    label = str(known._meta.get_field(name).verbose_name)
    return {
        "label": label[:1].upper() + label[1:],
        "value": value,
        "unknown": "" if value else _("Not answered yet"),
    }

"""What the registry seems to have twice: while a name is typed, and as a list to decide on (F2)."""

from django.contrib import messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from partnerships.matching.rules.names import REASONS
from partnerships.matching.services.duplicates import AlreadyDecided, dismiss_pair, propose
from partnerships.matching.services.searching import narrowed
from partnerships.merging.forms.duplicate import DuplicateFilter, TellApartForm
from partnerships.models import DuplicatePair, Organisation, Participation
from partnerships.shared.views.lists import as_file, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.numbers import row_key
from pes_partnerships.lib.text import one_line
from pes_partnerships.lib.web.htmx import render_part

LONGEST = 200
COLUMNS = [
    Column(gettext_lazy("Similarity in per cent"), "score"),
    Column(gettext_lazy("First record"), "first.name"),
    Column(gettext_lazy("Its place"), "first.place"),
    Column(gettext_lazy("Its registration number"), "first.registration_number"),
    Column(gettext_lazy("Second record"), "second.name"),
    Column(gettext_lazy("Place of the second"), "second.place"),
    Column(gettext_lazy("Registration number of the second"), "second.registration_number"),
    Column(gettext_lazy("Reasons for a duplicate"), lambda pair: ", ".join(_reasons(pair))),
    Column(gettext_lazy("Status"), DuplicatePair.get_status_display),
    Column(gettext_lazy("Why these are different organisations"), "reason"),
]


@role_required("form_partnership")
@require_http_methods(["GET"])
def organisation_alike(request: HttpRequest) -> HttpResponse:
    """Up to three records that what is typed may be; the part for the form, a page for everybody else."""
    service = request.membership.service
    asked = ("name", "registration_number", "website", "country", "place")
    typed = {name: one_line(request.GET.get(name, "")[:LONGEST]) for name in asked}
    besides = _own(service, request.GET.get("besides", ""))
    proposals = propose(service=service, besides=besides, **typed)
    context = {"proposals": proposals, "besides": besides, "typed": typed["name"]}
    return render_part(request, "partnerships/merging/organisation_alike.html", context)


@role_required("form_partnership")
@require_http_methods(["GET"])
def duplicates(request: HttpRequest) -> HttpResponse:
    form = DuplicateFilter({"status": DuplicatePair.Status.OPEN, **request.GET.dict()})
    words, status = form.chosen()
    found = _pairs(request.membership.service, words, status)
    file = as_file(request, _("possible duplicates"), COLUMNS, found)
    if file:
        return file
    page = page_of(request, found)
    count = page.paginator.count
    context = {
        "form": form,
        "page": page,
        "pairs": [_line(pair) for pair in page],
        "is_open": status == DuplicatePair.Status.OPEN,
        "narrowed": bool(words),
        "list_line": ngettext("%(count)s pair, most likely first.", "%(count)s pairs, most likely first.", count)
        % {"count": count},
    }
    return render(request, "partnerships/merging/duplicate_list.html", context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def duplicate_dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    own = DuplicatePair.objects.filter(service=request.membership.service).select_related("first", "second")
    pair = get_object_or_404(own, pk=pk)
    form = TellApartForm(posted(request))
    if pair.status != DuplicatePair.Status.OPEN:
        return _decided_already(request)
    if request.method == "POST" and form.is_valid():
        try:
            dismiss_pair(pair=pair, by=Actor.user(request.user), reason=form.cleaned_data["reason"])
        except AlreadyDecided:
            return _decided_already(request)
        words = _("%(first)s and %(second)s remain separate records and will not be suggested as duplicates again.")
        messages.success(request, words % {"first": pair.first.name, "second": pair.second.name})
        return redirect("partnerships:duplicates")
    return form_page(
        request, "partnerships/merging/duplicate_dismiss.html", form, {"pair": pair, "sides": _sides(pair)}
    )


def _decided_already(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("Another user has already decided on this pair. Nothing was changed."))
    return not_saved(redirect("partnerships:duplicates"))


def _own(service: EmploymentService, typed: str) -> Organisation | None:
    key = row_key(typed)
    return Organisation.objects.filter(service=service, pk=key).first() if key else None


def _pairs(service: EmploymentService, words: str, status: str) -> QuerySet[DuplicatePair]:
    pairs = DuplicatePair.objects.filter(service=service, status=status)
    if status == DuplicatePair.Status.OPEN:
        pairs = pairs.filter(first__merged_into=None, second__merged_into=None)
    if words:
        named = narrowed(Organisation.objects.filter(service=service), words).values("pk")
        pairs = pairs.filter(first__in=named) | pairs.filter(second__in=named)
    pairs = pairs.annotate(first_taken=_partnerships("first"), second_taken=_partnerships("second"))
    return pairs.select_related("first", "second", "decided_by").prefetch_related("first__names", "second__names")


def _partnerships(side: str) -> Coalesce:
    """In how many partnerships the record of this side takes part."""
    of_it = Participation.objects.filter(organisation=OuterRef(side)).order_by().values("organisation")
    return Coalesce(Subquery(of_it.annotate(count=Count("partnership", distinct=True)).values("count")), 0)


def _line(pair: DuplicatePair) -> dict[str, object]:
    return {"pair": pair, "sides": _sides(pair), "reasons": _reasons(pair)}


def _sides(pair: DuplicatePair) -> list[dict[str, object]]:
    return [
        {
            "organisation": side,
            "former": [name.name for name in side.names.all()],
            "place": ", ".join(part for part in (side.place, str(side.country.name)) if part),
            "taken": taken,
        }
        for side, taken in (
            (pair.first, getattr(pair, "first_taken", None)),
            (pair.second, getattr(pair, "second_taken", None)),
        )
    ]


def _reasons(pair: DuplicatePair) -> list[str]:
    return [str(REASONS[code]) for code in pair.reasons if code in REASONS]

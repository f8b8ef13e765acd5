"""Merging two records of one organisation, and undoing that (F2)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from partnerships.consents.guards import asked_first
from partnerships.matching.services.duplicates import Proposal, propose
from partnerships.matching.services.searching import narrowed
from partnerships.merging.forms.merging import FindForm, MergeForm
from partnerships.merging.rules import MergeRefused
from partnerships.merging.services import merging as services
from partnerships.merging.services.merging_facts import compared, refuse_merge
from partnerships.models import Organisation, OrganisationMerge
from partnerships.shared.services.resolving import resolve
from partnerships.shared.views.lists import as_file, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.form_pages import form_page, posted

from .merging_sides import both_take_part, fact_rows, left_words, united_rows, what_goes_back, what_moves

SHOWN = 20
COLUMNS = [
    Column(gettext_lazy("Record that was kept"), "kept.name"),
    Column(gettext_lazy("Record merged into it"), "merged.name"),
    Column(gettext_lazy("Merged"), "merged_at"),
    Column(gettext_lazy("By"), lambda row: row.merged_by.name if row.merged_by else ""),
    Column(gettext_lazy("Undone"), "undone_at"),
    Column(gettext_lazy("Undone by"), lambda row: row.undone_by.name if row.undone_by else ""),
]


def own_organisation(request: HttpRequest, pk: int) -> Organisation:
    """A record of this service; merged ones too, for their page says where they went."""
    rows = Organisation.objects.filter(service=request.membership.service)
    return get_object_or_404(rows.select_related("type", "pes", "merged_into"), pk=pk)


@role_required("form_partnership")
@require_http_methods(["GET"])
def merge_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Find the other record: what looks alike first, then whatever the words find."""
    record = own_organisation(request, pk)
    if record.merged_into:
        return _refused(
            request, record, MergeRefused("merged_already", merged=record.name, kept=record.merged_into.name)
        )
    form = FindForm(request.GET if "q" in request.GET else None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    others = Organisation.objects.unmerged().filter(service=record.service_id).exclude(pk=record.pk)
    found = narrowed(others, words).order_by("name", "pk") if words else others.none()
    context = {
        "organisation": record,
        "alike": [] if words else _alike(record),
        "form": form,
        "words": words,
        "found": found[:SHOWN],
        "more": max(found.count() - SHOWN, 0),
    }
    return render(request, "partnerships/merging/merge_choose.html", context)


def _alike(record: Organisation) -> list[Proposal]:
    return propose(
        service=record.service,
        name=record.name,
        registration_number=record.registration_number,
        website=record.website,
        country=record.country.code or "",
        besides=record,
    )


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def merge(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Both sides; `pk` is the record that is kept, and POST merges the other one into it."""
    kept, merged = own_organisation(request, pk), own_organisation(request, other)
    try:
        refuse_merge(kept, merged)
        facts = compared(kept, merged)
        form = MergeForm(posted(request), facts=facts)
        if request.method == "POST" and form.is_valid():
            if asked := asked_first(request, "merge", services.concerned_by(kept, merged), merged.pk):
                return asked
            services.merge(kept=kept, merged=merged, by=Actor.user(request.user), choose=form.choices())
            words = _("“%(merged)s” has been merged into “%(kept)s”. You can undo this in the list of merges.")
            messages.success(request, words % {"merged": merged.name, "kept": kept.name})
            return redirect("partnerships:organisation", kept.pk)
    except MergeRefused as refusal:
        return _refused(request, kept, refusal, besides=merged)
    context = {
        "kept": kept,
        "merged": merged,
        "form": form,
        "facts": fact_rows(kept, merged, facts, form),
        "united": united_rows(kept, merged),
        "moves": what_moves(merged),
        "both": both_take_part(kept, merged, request.membership),
        "seen": form.now,
    }
    return form_page(request, "partnerships/merging/merge.html", form, context)


@role_required("form_partnership")
@require_http_methods(["GET"])
def merges(request: HttpRequest) -> HttpResponse:
    rows = OrganisationMerge.objects.filter(kept__service=request.membership.service)
    rows = rows.select_related("kept", "merged", "merged_by", "undone_by").defer("moved")
    if file := as_file(request, _("merges"), COLUMNS, rows):
        return file
    page = page_of(request, rows)
    total = page.paginator.count
    words = ngettext("%(count)s merge, latest first.", "%(count)s merges, latest first.", total)
    context = {"page": page, "total": total, "list_line": words % {"count": total}}
    return render(request, "partnerships/merging/merge_list.html", context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def merge_undo(request: HttpRequest, pk: int) -> HttpResponse:
    rows = OrganisationMerge.objects.filter(kept__service=request.membership.service)
    done = get_object_or_404(rows.select_related("kept__merged_into", "merged", "merged_by"), pk=pk)
    try:
        services.refuse_undo(done, done.kept)
        if request.method == "POST":
            if asked := asked_first(request, "merge_undo", services.concerned_by(done.kept, done.merged), done.pk):
                return asked
            undone = services.undo_merge(merge=done, by=Actor.user(request.user))
            messages.success(
                request,
                _("The merge has been undone: “%(name)s” is a separate record again.") % {"name": done.merged.name},
            )
            for sentence in left_words(undone.left):
                messages.warning(request, sentence)
            return redirect("partnerships:organisation", done.merged_id)
    except MergeRefused as refusal:
        return _refused(request, done.kept, refusal)
    return render(request, "partnerships/merging/merge_undo.html", {"merge": done, "points": what_goes_back(done)})


def _refused(
    request: HttpRequest, record: Organisation, refusal: MergeRefused, besides: Organisation | None = None
) -> HttpResponse:
    """The sentence, and where to go on: the records that are to be used."""
    used = dict.fromkeys(resolve(row) for row in (record, besides) if row)
    context = {"organisation": record, "refusal": refusal, "used": list(used)}
    return render(request, "partnerships/merging/merge_refused.html", context)

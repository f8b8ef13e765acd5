"""A change of the person who speaks for a partner, and the fresh look that follows (X3, S4)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from partnerships.consents.guards import asked_first
from partnerships.consents.services.asking import Concerned
from partnerships.models import FreshLook, Organisation, Partnership, RepresentativeChange
from partnerships.participants.forms.representative import FreshLookForm, RepresentativeForm
from partnerships.participants.rules.representatives import RepresentativeRefused
from partnerships.participants.services.representatives import change_representative, take_fresh_look
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted

from .looks import needs_after

GUIDANCE = [
    (
        "PAPER 7.3",
        gettext_lazy(
            "A change of representative can affect a partnership: the partner may reconsider its priorities, "
            "its commitment and resources, and how much its representative may decide."
        ),
    ),
    (
        "PAPER 7.4",
        gettext_lazy(
            "Representatives should be able to negotiate and decide without consulting their organisation "
            "each time, and should have direct access to the people and funds that the work requires."
        ),
    ),
]


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def representative_change(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Organisation.objects.unmerged().filter(service=request.membership.service).select_related("service")
    organisation = get_object_or_404(rows, pk=pk)
    form = RepresentativeForm(posted(request), organisation=organisation)
    if request.method == "POST" and form.is_valid():
        if asked := asked_first(request, "representative_change", Concerned((organisation,), contacts=None)):
            return asked
        try:
            change = change_representative(organisation=organisation, by=Actor.user(request.user), **form.values())
        except RepresentativeRefused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, asked_words(change))
            return redirect("partnerships:representative", change.pk)
    context = {"organisation": organisation, "form": form, "notes": _notes()[:1]}
    return form_page(request, "partnerships/participants/representative_change.html", form, context)


@role_required("form_partnership")
@require_http_methods(["GET"])
def representative(request: HttpRequest, pk: int) -> HttpResponse:
    """What a change has started, and what it needs of somebody."""
    rows = RepresentativeChange.objects.filter(organisation__service=request.membership.service)
    change = get_object_or_404(rows.select_related("organisation", "former", "new"), pk=pk)
    visible = Partnership.objects.visible_to(request.membership)
    looks = change.looks.select_related("participation__partnership", "participation__organisation", "looked_by")
    context = {
        "change": change,
        "organisation": change.organisation,
        "looks": looks.filter(participation__partnership__in=visible),
        "elsewhere": change.looks.exclude(participation__partnership__in=visible).count(),
        "needs": needs_after(change, request.membership),
    }
    return render(request, "partnerships/participants/representative_detail.html", context)


@role_required("log_dialogue")
@require_http_methods(["GET", "POST"])
@once
def fresh_look(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Partnership.objects.visible_to(request.membership)
    rows = FreshLook.objects.filter(participation__partnership__in=visible).select_related(
        "change__organisation", "change__former", "change__new", "looked_by",
        "participation__organisation", "participation__partnership",
    )  # fmt: skip
    look = get_object_or_404(rows, pk=pk)
    partnership = look.participation.partnership
    if partnership.ended_on:
        raise PermissionDenied
    form = FreshLookForm(posted(request), look=look)
    if request.method == "POST" and form.is_valid():
        try:
            take_fresh_look(look=look, by=Actor.user(request.user), **form.values())
        except Conflict:
            now = FreshLookForm(look=get_object_or_404(rows, pk=pk))
            context = {"here": look.change.organisation.name, "crumbs": []}
            return conflict_page(request, form, now, context)
        except RepresentativeRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The reassessment has been saved."))
            return redirect("partnerships:partnership", partnership.pk)
    context = {"look": look, "change": look.change, "partnership": partnership, "form": form, "notes": _notes()}
    return form_page(request, "partnerships/participants/fresh_look.html", form, context)


def asked_words(change: RepresentativeChange) -> str:
    count = change.looks.count()
    if not count:
        return _(
            "The change has been recorded. The organisation takes part in no active partnership, so no "
            "reassessment is needed."
        )
    return ngettext(
        "The change has been recorded. A reassessment has been requested from %(n)s partnership.",
        "The change has been recorded. A reassessment has been requested from %(n)s partnerships.",
        count,
    ) % {"n": count}


def _notes() -> list[dict[str, str]]:
    return [{"source": source, "text": str(text)} for source, text in GUIDANCE]

"""For whom an organisation speaks and who speaks for it: the lists, a new line, a line (F2)."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships.access import can_form
from partnerships.models import Organisation, Representation
from partnerships.registry.forms.representation import RepresentationChangeForm, RepresentationForm
from partnerships.registry.services.representation import (
    add_representation,
    change_representation,
    remove_representation,
)
from partnerships.shared.forms.refusals import add_findings, typed
from partnerships.shared.forms.seen import with_seen
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.services.refused import Refused
from partnerships.shared.views.conflicts import conflict_page
from partnerships.shared.views.lists import as_file, page_of
from partnerships.shared.views.organisation_found import organisation_to_form, organisation_to_read
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once, once_unless_changed
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.form_pages import form_page, posted

BODIES, MEMBERS = "bodies", "members"
COLUMNS = [
    Column(gettext_lazy("Representative body"), "body.name"),
    Column(gettext_lazy("For whom"), "member.name"),
    Column(gettext_lazy("Category of the member"), lambda row: row.member.get_category_display()),
    Column(gettext_lazy("May sign"), lambda row: _("yes") if row.may_sign else _("no")),
    Column(gettext_lazy("Since"), "since"),
    Column(gettext_lazy("Until"), "until"),
]


@role_required("read_portfolio")
@require_http_methods(["GET"])
def organisation_members(request: HttpRequest, pk: int) -> HttpResponse:
    shown = organisation_to_read(request, pk)
    of = BODIES if request.GET.get("of") == BODIES else MEMBERS
    sides = {MEMBERS: members_of(request, shown), BODIES: bodies_of(request, shown)}
    file = as_file(request, _("representation"), COLUMNS, sides[of])
    if file:
        return file
    here = reverse("partnerships:organisation_members", args=[pk])
    titles = {MEMBERS: _("Represents"), BODIES: _("Represented by")}
    tabs = [
        {"url": f"{here}?of={name}", "label": titles[name], "count": rows.count(), "current": name == of}
        for name, rows in sides.items()
    ]
    page = page_of(request, sides[of])
    context = {"organisation": shown, "of": of, "tabs": tabs, "page": page, "may_form": can_form(request.user)}
    return render(request, "partnerships/registry/organisation_members.html", context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def representation_new(request: HttpRequest, pk: int) -> HttpResponse:
    known = organisation_to_form(request, pk)
    if "find" in request.POST:
        form = RepresentationForm(initial=typed(RepresentationForm, request.POST), organisation=known)
    else:
        form = RepresentationForm(posted(request), organisation=known)
    if request.method == "POST" and form.is_valid():
        try:
            add_representation(by=Actor.user(request.user), **form.values())
        except Refused as refused:  # somebody else was quicker
            add_findings(form, refused.findings)
        else:
            messages.success(request, _("The representation has been recorded."))
            return redirect("partnerships:organisation_members", pk)
    context = {"organisation": known, "form": form}
    return form_page(request, "partnerships/registry/organisation_representation_new.html", form, context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def representation(request: HttpRequest, pk: int) -> HttpResponse:
    line = _representation_to_form(request, pk)
    form = RepresentationChangeForm(posted(request), representation=line)
    if request.method == "POST" and form.is_valid():
        try:
            values = with_seen(form, form.cleaned_data)
            change_representation(representation=line, by=Actor.user(request.user), **values)
        except Conflict as conflict:
            now = RepresentationChangeForm(representation=conflict.theirs)
            return conflict_page(request, form, now, {"here": str(line), "crumbs": []})
        except Refused as refused:
            add_findings(form, refused.findings)
        else:
            messages.success(request, _("The representation has been saved."))
            return redirect("partnerships:organisation_members", line.body_id)
    context = {"line": line, "organisation": line.body, "form": form}
    return form_page(request, "partnerships/registry/organisation_representation.html", form, context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def representation_remove(request: HttpRequest, pk: int) -> HttpResponse:
    line = _representation_to_form(request, pk)
    if request.method == "POST":
        remove_representation(representation=line, by=Actor.user(request.user))
        messages.success(request, _("The line has been removed. It remains in the history of the organisation."))
        return redirect("partnerships:organisation_members", line.body_id)
    context = {"line": line, "organisation": line.body}
    return render(request, "partnerships/registry/organisation_representation_remove.html", context)


def members_of(request: HttpRequest, shown: Organisation) -> QuerySet[Representation]:
    """For whom it speaks, as far as this person may see them; those of today first."""
    rows = shown.represents.filter(member__in=_visible(request)).select_related("body", "member")
    return rows.order_by("until", "member__name", "pk")


def bodies_of(request: HttpRequest, shown: Organisation) -> QuerySet[Representation]:
    rows = shown.represented_by.filter(body__in=_visible(request)).select_related("body", "member")
    return rows.order_by("until", "body__name", "pk")


def _visible(request: HttpRequest) -> QuerySet[Organisation]:
    return Organisation.objects.visible_to(request.membership).values("pk")


def _representation_to_form(request: HttpRequest, pk: int) -> Representation:
    own = Representation.objects.filter(body__service=request.membership.service)
    return get_object_or_404(own.select_related("body__service", "member"), pk=pk)

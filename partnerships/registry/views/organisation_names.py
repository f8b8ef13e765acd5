"""The names of an organisation: a new one from a day on, and the lines of former and other ones (F2)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.consents.guards import asked_first
from partnerships.consents.services.asking import Concerned
from partnerships.models import OrganisationName
from partnerships.registry.forms.organisation_name import NameForm, RenameForm
from partnerships.registry.services.names_over_time import add_name, change_name, remove_name, rename_organisation
from partnerships.shared.forms.refusals import add_findings
from partnerships.shared.forms.seen import with_seen
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.services.refused import Refused
from partnerships.shared.views.conflicts import conflict_page
from partnerships.shared.views.organisation_found import organisation_to_form
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once, once_unless_changed
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def organisation_rename(request: HttpRequest, pk: int) -> HttpResponse:
    known = organisation_to_form(request, pk)
    form = RenameForm(posted(request), organisation=known)
    if request.method == "POST" and form.is_valid():
        if asked := asked_first(request, "organisation_rename", Concerned((known,))):
            return asked
        try:
            renamed = rename_organisation(organisation=known, by=Actor.user(request.user), **form.cleaned_data)
        except Refused as refused:  # somebody else was quicker
            add_findings(form, refused.findings)
        else:
            words = _("The organisation is now called %(name)s. The previous name is kept as a former name.")
            messages.success(request, words % {"name": renamed.name})
            return redirect("partnerships:organisation", pk)
    return form_page(request, "partnerships/registry/organisation_rename.html", form, {"organisation": known})


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def name_new(request: HttpRequest, pk: int) -> HttpResponse:
    known = organisation_to_form(request, pk)
    form = NameForm(posted(request), organisation=known)
    if request.method == "POST" and form.is_valid():
        try:
            add_name(organisation=known, by=Actor.user(request.user), **form.cleaned_data)
        except Refused as refused:
            add_findings(form, refused.findings)
        else:
            messages.success(request, _("The name has been added. The organisation can now be found under it."))
            return redirect("partnerships:organisation", pk)
    return form_page(request, "partnerships/registry/organisation_name.html", form, {"organisation": known})


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def name_change(request: HttpRequest, pk: int) -> HttpResponse:
    line = _name_to_form(request, pk)
    form = NameForm(posted(request), organisation=line.organisation, line=line)
    if request.method == "POST" and form.is_valid():
        if asked := asked_first(request, "name_change", Concerned((line.organisation,)), line.pk):
            return asked
        try:
            change_name(other=line, by=Actor.user(request.user), **with_seen(form, form.cleaned_data))
        except Conflict as conflict:
            now = NameForm(organisation=line.organisation, line=conflict.theirs)
            return conflict_page(request, form, now, {"here": line.organisation.name, "crumbs": []})
        except Refused as refused:
            add_findings(form, refused.findings)
        else:
            messages.success(request, _("The name has been saved."))
            return redirect("partnerships:organisation", line.organisation_id)
    context = {"organisation": line.organisation, "line": line}
    return form_page(request, "partnerships/registry/organisation_name.html", form, context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def name_remove(request: HttpRequest, pk: int) -> HttpResponse:
    line = _name_to_form(request, pk)
    if request.method == "POST":
        if asked := asked_first(request, "name_remove", Concerned((line.organisation,)), line.pk):
            return asked
        remove_name(other=line, by=Actor.user(request.user))
        messages.success(request, _("The name has been removed. It remains in the history of the organisation."))
        return redirect("partnerships:organisation", line.organisation_id)
    context = {"organisation": line.organisation, "line": line}
    return render(request, "partnerships/registry/organisation_name_remove.html", context)


def _name_to_form(request: HttpRequest, pk: int) -> OrganisationName:
    own = OrganisationName.objects.filter(
        organisation__service=request.membership.service, organisation__merged_into=None
    )
    return get_object_or_404(own.select_related("organisation__service"), pk=pk)

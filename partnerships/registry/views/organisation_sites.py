"""The places where an organisation works, each a line of its page (F2)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.consents.guards import asked_first
from partnerships.consents.services.asking import Concerned
from partnerships.models import Organisation, Site
from partnerships.registry.forms.site import SiteForm
from partnerships.registry.rules.sites import removal_findings
from partnerships.registry.services.sites import add_site, change_site, remove_site
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

PAGE = "partnerships/registry/organisation_site.html"


def sites_of(shown: Organisation) -> list[dict[str, Any]]:
    """Lines of the page: open sites first, then those that are closed."""
    today = timezone.localdate()
    rows = [{"site": site, "is_closed": bool(site.until and site.until.latest() < today)} for site in shown.sites.all()]
    return sorted(rows, key=lambda row: row["is_closed"])


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def site_new(request: HttpRequest, pk: int) -> HttpResponse:
    known = organisation_to_form(request, pk)
    form = SiteForm(posted(request), organisation=known)
    if request.method == "POST" and form.is_valid():
        try:
            add_site(organisation=known, by=Actor.user(request.user), **form.cleaned_data)
        except Refused as refused:
            add_findings(form, refused.findings)
        else:
            messages.success(request, _("The site has been added. The organisation can now be found under it."))
            return redirect("partnerships:organisation", pk)
    return form_page(request, PAGE, form, {"organisation": known})


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def site_change(request: HttpRequest, pk: int) -> HttpResponse:
    site = _site_to_form(request, pk)
    form = SiteForm(posted(request), organisation=site.organisation, site=site)
    if request.method == "POST" and form.is_valid():
        if asked := asked_first(request, "site_change", Concerned((site.organisation,)), site.pk):
            return asked
        try:
            change_site(site=site, by=Actor.user(request.user), **with_seen(form, form.cleaned_data))
        except Conflict as conflict:
            now = SiteForm(organisation=site.organisation, site=conflict.theirs)
            return conflict_page(request, form, now, {"here": site.organisation.name, "crumbs": []})
        except Refused as refused:
            add_findings(form, refused.findings)
        else:
            messages.success(request, _("The site has been saved."))
            return redirect("partnerships:organisation", site.organisation_id)
    context = {"organisation": site.organisation, "site": site}
    return form_page(request, PAGE, form, context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def site_remove(request: HttpRequest, pk: int) -> HttpResponse:
    site = _site_to_form(request, pk)
    findings = removal_findings(site.participations.count())
    if request.method == "POST" and not findings:
        if asked := asked_first(request, "site_remove", Concerned((site.organisation,)), site.pk):
            return asked
        remove_site(site=site, by=Actor.user(request.user))
        messages.success(request, _("The site has been removed. It remains in the history of the organisation."))
        return redirect("partnerships:organisation", site.organisation_id)
    context = {"organisation": site.organisation, "site": site, "findings": findings}
    status = 422 if request.method == "POST" else 200
    return render(request, "partnerships/registry/organisation_site_remove.html", context, status=status)


def _site_to_form(request: HttpRequest, pk: int) -> Site:
    own = Site.objects.filter(organisation__service=request.membership.service, organisation__merged_into=None)
    return get_object_or_404(own.select_related("organisation__service"), pk=pk)

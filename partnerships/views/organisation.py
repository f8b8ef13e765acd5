"""The registry of organisations (F2, F3)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from django_countries import countries

from partnerships.access import can_form
from partnerships.forms.languages import language_name
from partnerships.forms.organisation import OrganisationFilter, OrganisationForm
from partnerships.forms.regions import names_of
from partnerships.models import Organisation, Partnership
from partnerships.models.organisation import OrganisationQuerySet
from partnerships.services.organisations import change_organisation, register_organisation
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.export import Column

from .lists import as_file, page_of, sort_of

SORTS = {"name": "name", "category": "category", "level": "level", "country": "country"}
COLUMNS = [
    Column(gettext_lazy("Organisation"), "name"),
    Column(gettext_lazy("Name in English"), "name_en"),
    Column(gettext_lazy("Category"), Organisation.get_category_display),
    Column(gettext_lazy("Finer type"), "type"),
    Column(gettext_lazy("Level"), Organisation.get_level_display),
    Column(gettext_lazy("Country"), "country.name"),
    Column(gettext_lazy("Place"), "place"),
    Column(gettext_lazy("Registration number"), "registration_number"),
    Column(gettext_lazy("Web address"), "website"),
]


@role_required("read_portfolio")
@require_http_methods(["GET"])
def organisations(request: HttpRequest) -> HttpResponse:
    own = Organisation.objects.visible_to(request.membership)
    form = OrganisationFilter(request.GET or None, countries=_countries_of(own))
    sort = sort_of(request, SORTS, "name")
    prefix = "-" if sort.startswith("-") else ""
    found = _filtered(own, form).select_related("type").order_by(prefix + SORTS[sort.removeprefix("-")], "name", "pk")
    file = as_file(request, _("organisations"), COLUMNS, found)
    if file:
        return file
    page, total = page_of(request, found), own.count()
    words = ngettext("%(found)s of %(count)s organisation.", "%(found)s of %(count)s organisations.", total)
    context = {
        "form": form,
        "sort": sort,
        "page": page,
        "total": total,
        "list_line": words % {"found": page.paginator.count, "count": total},
        "may_form": can_form(request.user),
    }
    return render(request, "partnerships/organisation_list.html", context)


@role_required("read_portfolio")
@require_http_methods(["GET"])
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(
        Organisation.objects.visible_to(request.membership).select_related("type", "successor", "pes"),
        pk=pk,
    )
    partnerships = Partnership.objects.visible_to(request.membership)
    contacts = list(shown.contacts.all())
    context = {
        "organisation": shown,
        "facts": _facts(shown),
        "names": [(name, language_name(name.language)) for name in shown.names.all()],
        "contacts": [contact for contact in contacts if contact.left_on is None],
        "former_contacts": [contact for contact in contacts if contact.left_on],
        "participations": shown.participations.filter(partnership__in=partnerships).select_related("partnership"),
        "predecessors": shown.predecessors.all(),
        "speaks_for": shown.represents.select_related("member"),
        "spoken_for_by": shown.represented_by.select_related("body"),
        "may_form": can_form(request.user),
    }
    return render(request, "partnerships/organisation_detail.html", context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
def organisation_new(request: HttpRequest) -> HttpResponse:
    service = request.membership.service
    initial = {"country": service.country.code, "language": service.language}
    form = OrganisationForm(request.POST or None, service=service, initial=initial)
    if request.method == "POST" and form.is_valid():
        new = register_organisation(service=service, by=Actor.user(request.user), **form.values())
        messages.success(request, _("%(name)s is registered. Add a contact next.") % {"name": new.name})
        return redirect("partnerships:organisation", new.pk)
    return render(request, "partnerships/organisation_form.html", {"form": form})


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
def organisation_change(request: HttpRequest, pk: int) -> HttpResponse:
    service = request.membership.service
    known = get_object_or_404(Organisation.objects.filter(service=service), pk=pk)
    form = OrganisationForm(request.POST or None, instance=known, service=service)
    if request.method == "POST" and form.is_valid():
        change_organisation(organisation=known, by=Actor.user(request.user), **form.values())
        messages.success(request, _("The organisation is saved."))
        return redirect("partnerships:organisation", known.pk)
    stored = Organisation.objects.get(pk=pk)  # the form has put what was typed on its own instance
    return render(request, "partnerships/organisation_form.html", {"form": form, "organisation": stored})


def _countries_of(own: OrganisationQuerySet) -> list[tuple[str, str]]:
    codes = own.exclude(country="").order_by("country").values_list("country", flat=True).distinct()
    return [(code, countries.name(code)) for code in codes]


def _filtered(own: OrganisationQuerySet, form: OrganisationFilter) -> OrganisationQuerySet:
    form.is_valid()
    chosen = getattr(form, "cleaned_data", {})
    exact = {name: chosen[name] for name in ("category", "level", "country") if chosen.get(name)}
    return own.matching(chosen.get("q", "")).filter(**exact)


def _facts(shown: Organisation) -> list[dict[str, object]]:
    kind = shown.get_category_display()
    rows = [
        {"label": _("Category"), "value": kind, "note": str(shown.type) if shown.type else ""},
        {"label": _("Level"), "value": shown.get_level_display()},
        {"label": _("Where"), "value": ", ".join(part for part in (shown.place, shown.country.name) if part)},
        {"label": _("Regions"), "value": names_of(shown.regions.all())},
        {"label": _("Registration number"), "value": shown.registration_number},
        {"label": _("What it offers"), "value": shown.offers},
        {"label": _("Services"), "value": ", ".join(area.name for area in shown.service_areas.all())},
        {"label": _("Whom it serves"), "value": ", ".join(group.name for group in shown.target_groups.all())},
        {"label": _("Ended"), "value": shown.ended.display()},
    ]
    return [row for row in rows if row["value"]]

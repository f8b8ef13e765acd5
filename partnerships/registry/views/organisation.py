"""The registry of organisations: its list, and registering and changing one (F2, F3)."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from django_countries import countries

from partnerships.access import can_form
from partnerships.consents.guards import asked_first
from partnerships.consents.services.asking import Concerned
from partnerships.matching.rules.asking import Asked
from partnerships.models import DuplicatePair, Organisation, Representation
from partnerships.models.organisation import OrganisationQuerySet
from partnerships.registry.forms.organisation import OrganisationForm
from partnerships.registry.rules.searched import matched
from partnerships.registry.services.organisations import change_organisation, register_organisation
from partnerships.registry.services.search_texts import said_of_many
from partnerships.shared.forms.organisation_filter import OrganisationFilter
from partnerships.shared.forms.refusals import add_findings
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.services.refused import Refused
from partnerships.shared.views.conflicts import conflict_page
from partnerships.shared.views.lists import as_file, asked_of, page_of, sort_of
from partnerships.shared.views.organisation_found import organisation_to_form
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once, once_unless_changed
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.links import addresses_of, same_or
from pes_partnerships.lib.numbers import display_number

SORTS = {
    "name": "name", "category": "category", "level": "level", "country": "country", "speaks_for": "speaks_for",
}  # fmt: skip
COLUMNS = [
    Column(gettext_lazy("Organisation"), "name"),
    Column(gettext_lazy("Name in English"), "name_en"),
    Column(gettext_lazy("Category"), Organisation.get_category_display),
    Column(gettext_lazy("Detailed type"), "type"),
    Column(gettext_lazy("Level"), Organisation.get_level_display),
    Column(gettext_lazy("Country"), "country.name"),
    Column(gettext_lazy("Street and number"), "street"),
    Column(gettext_lazy("Postcode"), "postcode"),
    Column(gettext_lazy("Place"), "place"),
    Column(gettext_lazy("Registration number"), "registration_number"),
    Column(gettext_lazy("Web address"), "website"),
    Column(gettext_lazy("E-mail of the organisation"), "email"),
    Column(gettext_lazy("Telephone of the organisation"), "phone"),
    Column(gettext_lazy("Represents"), "speaks_for"),
    Column(gettext_lazy("Ended"), "ended"),
]


@role_required("read_portfolio")
@require_http_methods(["GET"])
def organisations(request: HttpRequest) -> HttpResponse:
    own = Organisation.objects.visible_to(request.membership).unmerged()
    countries = _countries_of(own)
    form, asked = OrganisationFilter(request.GET or None, countries=list(countries.items())), asked_of(request)
    sort = sort_of(request, SORTS, "name")
    prefix = "-" if sort.startswith("-") else ""
    found = _with_counts(form.found(own, asked)).order_by(prefix + SORTS[sort.removeprefix("-")], "name", "pk")
    file = as_file(request, _("organisations"), COLUMNS, found)
    if file:
        return file
    page, total, may_form = page_of(request, found), own.count(), can_form(request.user)
    words = ngettext("%(found)s of %(count)s organisation.", "%(found)s of %(count)s organisations.", total)
    context = {
        "form": form,
        "sort": sort,
        "page": page,
        "columns": _columns(),
        "rows": _rows(page, asked, countries),
        "asked": asked,
        "total": total,
        "list_line": words % {"found": display_number(page.paginator.count), "count": display_number(total)},
        "may_form": may_form,
        "doubles": DuplicatePair.objects.filter(status=DuplicatePair.Status.OPEN).count() if may_form else 0,
    }
    return render(request, "partnerships/registry/organisation_list.html", context)


def _columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Name"), "sort": "name"},
        {"label": _("Category"), "sort": "category"},
        {"label": _("Level"), "sort": "level"},
        {"label": _("Where"), "sort": "country"},
        {"label": _("Represents"), "sort": "speaks_for", "num": True},
    ]


def _rows(page: Page, asked: Asked, countries: Mapping[str, str]) -> list[list[dict[str, Any] | str]]:
    """X1: what was found besides the name is said, so that nobody wonders why a line is here."""
    said = said_of_many(page) if asked else {}
    address, rows = addresses_of("partnerships:organisation"), []
    for each in page:
        found = [f"{one.label}: {one.text}" for one in matched(asked, said.get(each.pk, []))]
        rows.append(_cells(each, address(each.pk), countries, found))
    return rows


def _cells(
    organisation: Organisation, url: str, countries: Mapping[str, str], found: list[str]
) -> list[dict[str, Any] | str]:
    ended = _("ended %(day)s") % {"day": organisation.ended.display()} if organisation.ended else ""
    notes = [note for note in (organisation.english_beside, ended, *found) if note]
    where = ", ".join(part for part in (organisation.place, countries.get(organisation.country.code)) if part)
    members: dict[str, Any] | str = "–"
    if organisation.speaks_for:
        of_members = reverse("partnerships:organisation_members", args=[organisation.pk])
        members = {"text": organisation.speaks_for, "url": of_members, "hidden": _("members")}
    return [
        {"text": organisation.name, "url": url, "note": notes},
        {"text": organisation.get_category_display(), "note": str(organisation.type or "")},
        organisation.get_level_display(),
        where or {"unknown": _("not stated")},
        members,
    ]


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def organisation_new(request: HttpRequest) -> HttpResponse:
    """`?next=` leads back to the page that misses the organisation; the question about a double keeps it."""
    service, back = request.membership.service, same_or(request.GET.get("next", ""), "")
    initial = {"country": service.country.code, "language": service.language}
    form = OrganisationForm(posted(request), service=service, initial=initial)
    if request.method == "POST" and form.is_valid():
        new = register_organisation(service=service, by=Actor.user(request.user), **form.values())
        words = (
            _("Organisation %(name)s has been registered.")
            if back
            else _("Organisation %(name)s has been registered. Now add a contact.")
        )
        messages.success(request, words % {"name": new.name})
        return redirect(back or reverse("partnerships:organisation", args=[new.pk]))
    return form_page(request, "partnerships/registry/organisation_form.html", form, {"back": back})


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def organisation_change(request: HttpRequest, pk: int) -> HttpResponse:
    known = organisation_to_form(request, pk)
    form = OrganisationForm(posted(request), instance=known, service=known.service)
    if request.method == "POST" and form.is_valid():
        if asked := asked_first(request, "organisation_change", Concerned((known,))):
            return asked
        try:
            change_organisation(organisation=known, by=Actor.user(request.user), **form.values())
        except Conflict as conflict:
            now = OrganisationForm(instance=conflict.theirs, service=known.service)
            return conflict_page(request, form, now, {"here": conflict.theirs.name, "crumbs": []})
        except Refused as refused:
            add_findings(form, refused.findings)
        else:
            messages.success(request, _("The organisation has been saved."))
            return redirect("partnerships:organisation", known.pk)
    stored = Organisation.objects.get(pk=pk)  # the form has put what was typed on its own instance
    return form_page(request, "partnerships/registry/organisation_form.html", form, {"organisation": stored})


def _countries_of(own: OrganisationQuerySet) -> dict[str, str]:
    """The name of each, by its code."""
    codes = own.order_by().values_list("country", flat=True).distinct()  # sorted here: the database would sort all rows
    return {code: countries.name(code) for code in sorted(filter(None, codes))}


def _with_counts(found: OrganisationQuerySet) -> OrganisationQuerySet:
    """`speaks_for`: how many members a federation speaks for today."""
    members = Representation.objects.filter(body=OuterRef("pk"), until="").order_by()
    counted = members.values("body").annotate(count=Count("pk")).values("count")
    speaks_for = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    return found.select_related("type").annotate(speaks_for=speaks_for)

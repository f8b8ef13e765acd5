"""Finding actors in the registry for one partnership (F4, F5)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from django_countries import countries

from partnerships.models import Partnership
from partnerships.models.organisation import OrganisationQuerySet
from partnerships.participants.forms.actors import ActorFilter, as_the_partnership_says
from partnerships.participants.rules.actors import Home
from partnerships.participants.services.actors import Found, add_actors, candidates, find_actors, found_lines, home_of
from partnerships.shared.views.found import partnership_to_form
from partnerships.shared.views.lists import as_file, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.numbers import row_keys

COLUMNS = [
    Column(gettext_lazy("Organisation"), "organisation.name"),
    Column(gettext_lazy("Category"), lambda line: line.organisation.get_category_display()),
    Column(gettext_lazy("Place"), "organisation.place"),
    Column(gettext_lazy("Country"), "organisation.country.name"),
    Column(gettext_lazy("Matching criteria"), lambda line: " ".join(line.reasons)),
    Column(gettext_lazy("Nearness"), "near"),
    Column(gettext_lazy("Missing criteria"), lambda line: ", ".join(line.misses)),
    Column(gettext_lazy("Service relevance"), lambda line: _judged(line, "relevance")),
    Column(gettext_lazy("Capability"), lambda line: _judged(line, "capability")),
    Column(gettext_lazy("Assessed on"), lambda line: line.assessment.on if line.assessment else ""),
]


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def actors(request: HttpRequest, pk: int) -> HttpResponse:
    """GET searches; POST names those that were ticked."""
    partnership = partnership_to_form(request, pk)
    if request.method == "POST":
        return _add(request, partnership)
    own = candidates(partnership)
    asked = request.GET if "looked" in request.GET else as_the_partnership_says(partnership)
    form = ActorFilter(asked, countries=_countries_of(own))
    fits = find_actors(partnership, form.wanted, narrowed=form.narrowed, in_every_respect=form.in_every_respect)
    if request.GET.get("format"):
        lines = found_lines(partnership, form.wanted, fits)
        if file := as_file(request, _("possible partners"), COLUMNS, lines):
            return file
    page = page_of(request, fits)
    context = {
        "partnership": partnership,
        "form": form,
        "page": page,
        "lines": found_lines(partnership, form.wanted, page.object_list),
        "list_line": _list_line(len(fits), form),
        "prefers": _prefers(home_of(partnership)),
        "is_first_look": "looked" not in request.GET,
        "registry_is_empty": not fits and not own.exists(),
    }
    return render(request, "partnerships/participants/actors.html", context)


def _add(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    ticked = row_keys(request.POST.getlist("organisation"))
    chosen = list(candidates(partnership).filter(pk__in=ticked))
    if not chosen:
        messages.warning(request, _("No participant was added. Select the organisations that you want to add."))
        return not_saved(redirect(request.get_full_path()))
    added = add_actors(partnership=partnership, organisations=chosen, by=Actor.user(request.user))
    words = ngettext("%(count)s organisation has been added.", "%(count)s organisations have been added.", len(added))
    messages.success(
        request, " ".join([words % {"count": len(added)}, _("Next, invite each of them to an initial discussion.")])
    )
    return redirect(request.get_full_path())


def _list_line(count: int, form: ActorFilter) -> str:
    if not count:
        return _("No organisation matches.")
    if not form.wanted.asked:
        words = ngettext("%(count)s organisation.", "%(count)s organisations.", count)
    elif form.in_every_respect:
        words = ngettext("%(count)s organisation matches.", "%(count)s organisations match.", count)
    else:
        words = ngettext(
            "%(count)s organisation matches at least one criterion.",
            "%(count)s organisations match, sorted by the number of matching criteria, then by assessment.",
            count,
        )
    return words % {"count": count}


def _prefers(home: Home) -> str:
    """What comes first among organisations that fit equally well."""
    names = ", ".join(sorted(str(countries.name(code)) for code in home.countries))
    if home.regions and names:
        words = _(
            "Of those that fit equally well, organisations in its own regions come first, then those of %(names)s."
        )
        return words % {"names": names}
    if home.regions:
        return _("Of those that fit equally well, organisations in its own regions come first.")
    if names:
        return _("Of those that fit equally well, organisations of %(names)s come first.") % {"names": names}
    return ""


def _countries_of(own: OrganisationQuerySet) -> list[tuple[str, str]]:
    codes = own.exclude(country="").order_by("country").values_list("country", flat=True).distinct()
    return [(code, countries.name(code)) for code in codes]


def _judged(line: Found, name: str) -> str:
    shown = line.assessment and getattr(line.assessment, f"get_{name}_display")()
    return str(shown or "")

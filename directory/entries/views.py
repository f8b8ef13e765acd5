"""The public page of one entry (D1, D2)."""

from urllib.parse import urlencode

from allauth.core.internal.ratelimit import consume  # the public one never counts a GET
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.access import can_publish_entries
from directory.likeness.services import similar_to
from directory.models import Entry, ExchangeVisit
from directory.projection.services import Sheet, projection_of, sheet_of
from pes_partnerships.lib.export import file_response
from pes_partnerships.lib.links import absolute
from pes_partnerships.lib.web.unchanged import unchanged

from .files import COLUMNS, lines_of
from .printing import entry_pdf
from .services import public_contact, revisions_of


@require_safe
@unchanged
def entry(request: HttpRequest, slug: str) -> HttpResponse:
    published = Entry.objects.published().prefetch_related(
        "targets", "regions", "target_groups", "service_areas", "case_studies"
    )
    found = get_object_or_404(published, slug=slug)
    name, email = public_contact(found)
    public = projection_of(found) | {"contact_name": name, "contact_email": email}
    sheet = sheet_of(public, address=absolute(reverse("directory:entry", args=[found.slug])))
    asked = request.GET.get("format", "")
    if file := file_response(asked, found.slug, COLUMNS, lines_of(sheet) if asked else ()):
        return file
    if asked == "pdf":
        return _as_pdf(request, found, sheet)
    similar = similar_to(found)
    slugs = [found.slug, *(each.entry.slug for each in similar)]
    context = {
        "entry": found,
        "sheet": sheet,
        "similar": similar,
        "compare_url": f"{reverse('directory:compare')}?{urlencode({'e': slugs}, doseq=True)}",
        "revisions": revisions_of(found),
        "visits": ExchangeVisit.objects.shown_on(found),
        "takeovers": found.takeovers.order_by("-taken_at", "-pk"),
        "may_withdraw": can_publish_entries(request.membership),
    }
    return render(request, "directory/entries/entry.html", context)


def _as_pdf(request: HttpRequest, found: Entry, sheet: Sheet) -> HttpResponse:
    """A page takes a second to be set, so nobody may ask for hundreds."""
    if not consume(request, app="allauth.account", action="entry_pdf", limit_get=True):
        words = _("Too many PDF files were asked for from your address. Try again in a minute, or print the page.")
        return HttpResponse(words, status=429, content_type="text/plain; charset=utf-8")
    return entry_pdf(sheet, found.case_studies.all(), found.slug)

"""The public page of one entry (D1, D2)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from directory.access import can_publish_entries
from directory.models import Entry, ExchangeVisit
from directory.projection.services import projection_of, sheet_of
from directory.search.rules.likeness import resembling
from directory.search.services import facet_labels, in_full, profiles_of_published
from pes_partnerships.lib.links import absolute

from .services import public_contact


@require_safe
def entry(request: HttpRequest, slug: str) -> HttpResponse:
    published = in_full(Entry.objects.published()).prefetch_related("case_studies")
    found = get_object_or_404(published, slug=slug)
    name, email = public_contact(found)
    public = projection_of(found) | {"contact_name": name, "contact_email": email}
    context = {
        "entry": found,
        "sheet": sheet_of(public, address=absolute(reverse("directory:entry", args=[found.slug]))),
        "similar": similar_to(found),
        "visits": ExchangeVisit.objects.shown_on(found),
        "takeovers": found.takeovers.order_by("-taken_at", "-pk"),
        "may_withdraw": can_publish_entries(request.membership),
    }
    return render(request, "directory/entries/entry.html", context)


def similar_to(found: Entry) -> list[dict[str, object]]:
    """The closest entries with what they share and where they part, in words."""
    profiles = profiles_of_published()
    close = resembling(found.pk, profiles)
    labels = facet_labels(profiles) if close else {}
    entries = Entry.objects.in_bulk([each.pk for each in close])
    return [
        {
            "entry": entries[each.pk],
            "like": [labels[facet].get(value, value) for facet, value in each.like],
            "unlike": [labels[facet].get(value, value) for facet, value in each.unlike],
        }
        for each in close
        if each.pk in entries
    ]

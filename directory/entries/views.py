"""The public page of one entry (D1, D2)."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from directory.access import can_publish_entries
from directory.likeness.services import similar_to
from directory.models import Entry
from directory.projection.services import projection_of, sheet_of
from pes_partnerships.lib.links import absolute
from pes_partnerships.lib.unchanged import unchanged

from .services import public_contact


@require_safe
@unchanged
def entry(request: HttpRequest, slug: str) -> HttpResponse:
    published = Entry.objects.published().prefetch_related(
        "targets", "regions", "target_groups", "service_areas", "case_studies"
    )
    found = get_object_or_404(published, slug=slug)
    name, email = public_contact(found)
    public = projection_of(found) | {"contact_name": name, "contact_email": email}
    similar = similar_to(found)
    slugs = [found.slug, *(each.entry.slug for each in similar)]
    context = {
        "entry": found,
        "sheet": sheet_of(public, address=absolute(reverse("directory:entry", args=[found.slug]))),
        "similar": similar,
        "compare_url": f"{reverse('directory:compare')}?{urlencode({'e': slugs}, doseq=True)}",
        "takeovers": found.takeovers.order_by("-taken_at", "-pk"),
        "may_withdraw": can_publish_entries(request.membership),
    }
    return render(request, "directory/entries/entry.html", context)

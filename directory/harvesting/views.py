"""Files for programs: robots.txt, and the list of all pages in parts, sent again only after a change (D5)."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from directory.models import Entry, Guide
from pes_partnerships.lib.links import absolute

from .services import stamp

_HOUR = 3_600
# lists in every combination of filters, and what belongs to people: no page of the directory is left out
_CLOSED = ("/search/?", "/compare/", "/account/", "/admin/", "/language/", "/portfolio/")


PAGES = ("front", "map", "search", "guidance", "about", "accessibility", "privacy", "imprint")


class Pages(Sitemap):
    """The standing pages and the guides."""

    def items(self) -> list[str]:
        standing = [reverse(f"directory:{name}") for name in PAGES]
        return standing + [
            reverse("directory:guide", args=[code]) for code in Guide.objects.values_list("pk", flat=True)
        ]

    def location(self, item: str) -> str:
        return item


class Entries(Sitemap):
    """Every published entry, the oldest first, so that a page that is full stays the same; several files, for no file
    may be long."""

    limit = 2_000

    def items(self) -> QuerySet[Entry]:
        return Entry.objects.published().order_by("pk").only("slug", "changed_at")

    def location(self, item: Entry) -> str:
        return reverse("directory:entry", args=[item.slug])

    def lastmod(self, item: Entry) -> datetime:
        return item.changed_at

    def get_latest_lastmod(self) -> datetime | None:
        """Asked of the database; the entries themselves are not read for it."""
        return Entry.objects.published().aggregate(at=Max("changed_at"))["at"]


SITEMAPS = {"pages": Pages, "entries": Entries}


def _stamp(request: HttpRequest, section: str = "") -> str:
    return f'"{stamp()}-{section}-{request.GET.get("p", "")[:9]}"'.encode("ascii", "ignore").decode()


@require_safe
@cache_control(public=True, max_age=_HOUR)
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in _CLOSED),
        f"Sitemap: {absolute(reverse('directory:sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=_HOUR)
@condition(etag_func=_stamp)
def index(request: HttpRequest) -> HttpResponse:
    return sitemaps.index(request, SITEMAPS, sitemap_url_name="directory:sitemap_part")


@require_safe
@cache_control(public=True, max_age=_HOUR)
@condition(etag_func=_stamp)
def part(request: HttpRequest, section: str) -> HttpResponse:
    return sitemaps.sitemap(request, SITEMAPS, section)

"""What the band, the navigation and the foot of every page show, from the menus that the apps have filled."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.functional import SimpleLazyObject

from .menus import DEMO_FOOTER, FOOTER, PUBLIC, WORKSPACE
from .models import Membership
from .rules.roles import role_may


@cache
def _address(name: str, urlconf: str | None, prefix: str) -> str:
    """Of a page without parameters: every page leads to fifteen of them."""
    return reverse(name)


def address(name: str) -> str:
    return _address(name, get_urlconf(), get_script_prefix())


def home_of(membership: Membership | None) -> str:
    """The URL name of the first page that this person may open."""
    if membership is None:
        return next(iter(PUBLIC)).name
    return next(item.name for item in WORKSPACE if item.act is None or role_may(membership.role, item.act))


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context for base.html: `nav`, `band_links`, `footer_links` and the demo's notice, each worked out on use."""
    membership = getattr(request, "membership", None)

    def nav() -> list[dict[str, object]]:
        menu = WORKSPACE if membership else PUBLIC
        match = request.resolver_match
        here = menu.item_of(match.view_name if match else "")
        return [
            {"name": item.name, "url": address(item.name), "label": item.label, "current": item.name == here}
            for item in menu
            if item.act is None
            or (role_may(membership.role, item.act) and not (item.of_whole_service and membership.office_id))
        ]

    service = membership.service if membership else None
    # where mails are written to a folder, whoever sends one can read it
    footer = [*FOOTER, *DEMO_FOOTER] if settings.DEMO and membership else FOOTER
    return {
        "nav": SimpleLazyObject(nav),
        "membership": membership,
        "home_url": address(home_of(membership)),
        "footer_links": [{"url": address(item.name), "label": item.label} for item in footer],
        "demo_service": service if service and service.is_demo else None,
    }

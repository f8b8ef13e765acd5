"""What the band and the navigation show; the apps above are named by URL name only."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from .models import Membership
from .rules.roles import role_may

# (url name, label, the act that opens it; None: anybody)
WORKSPACE = [
    ("partnerships:portfolio", _("Portfolio"), "read_portfolio"),
    ("reviews:list", _("Reviews"), "log_review"),
    ("partnerships:organisations", _("Organisations"), "read_portfolio"),
    ("partnerships:offices", _("Offices"), "see_offices"),
    ("directory:queue", _("Entries to check"), "publish_entry"),
    ("directory:front", _("Directory"), None),
    ("directory:guidance", _("Guidance"), None),
]
PUBLIC = [
    ("directory:front", _("Directory"), None),
    ("directory:search", _("Search"), None),
    ("directory:guidance", _("Guidance"), None),
    ("directory:about", _("For PES offices"), None),
]
FOOTER = [
    ("directory:accessibility", _("Accessibility")),
    ("directory:privacy", _("Privacy")),
    ("directory:about", _("For PES offices")),
]
# where mails are written to a folder, whoever sends one can read it
DEMO_FOOTER = [("outbox:mailbox", _("Demonstration mailbox"))]

# which item of the navigation a page belongs to: by URL name, else by its app
SECTIONS = {
    "partnerships:organisation": "partnerships:organisations",
    "partnerships:contact": "partnerships:organisations",
    "partnerships:name_": "partnerships:organisations",
    "partnerships:representa": "partnerships:organisations",
    "partnerships:assessment_": "partnerships:organisations",
    "partnerships:merge": "partnerships:organisations",
    "partnerships:duplicate": "partnerships:organisations",
    "partnerships:import": "partnerships:organisations",
    "partnerships:fresh_look": "partnerships:portfolio",
    "partnerships:office": "partnerships:offices",
    "partnerships:": "partnerships:portfolio",
    "reviews:": "reviews:list",
    "directory:propose": "partnerships:portfolio",
    "directory:queue": "directory:queue",
    "directory:proposal": "directory:queue",
    "directory:withdraw": "directory:queue",
    "directory:guid": "directory:guidance",
    "directory:search": "directory:search",
    "directory:about": "directory:about",
    "directory:front": "directory:front",
    "directory:entry": "directory:front",
}


def _section(request: HttpRequest) -> str:
    match = request.resolver_match
    view = match.view_name if match else ""
    if view == "directory:search" and getattr(request, "membership", None):
        return "directory:front"  # the workspace has one item for the directory
    return next((section for prefix, section in SECTIONS.items() if view.startswith(prefix)), "")


def home_of(membership: Membership | None) -> str:
    """The URL name of the first page of the workspace that this role may open."""
    if membership is None:
        return "directory:front"
    return next(name for name, _label, act in WORKSPACE if act is None or role_may(membership.role, act))


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context for base.html: `nav`, `band_links`, `footer_links` and the demo's notice, each worked out on use."""
    membership = getattr(request, "membership", None)

    def nav() -> list[dict[str, object]]:
        items = [
            {"name": name, "url": reverse(name), "label": label}
            for name, label, act in (WORKSPACE if membership else PUBLIC)
            if act is None or role_may(membership.role, act)
        ]
        here = _section(request)
        return [{**item, "current": item["name"] == here} for item in items]

    service = membership.service if membership else None
    footer = FOOTER + DEMO_FOOTER if settings.DEMO and membership else FOOTER
    return {
        "nav": SimpleLazyObject(nav),
        "membership": membership,
        "home_url": reverse(home_of(membership)),
        "footer_links": [{"url": reverse(name), "label": label} for name, label in footer],
        "demo_service": service if service and service.is_demo else None,
    }

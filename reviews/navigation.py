"""What reviews add to the menus of every page."""

from django.utils.translation import gettext_lazy as _

from pes_partnerships.accounts.menus import Item

WORKSPACE = [
    Item("reviews:list", _("Reviews"), 20, "read_portfolio", ("reviews:",)),
    Item("reviews:glance", _("At a glance"), 15, "see_offices", ("reviews:glance",)),
]
PARTNERSHIP = (  # pages of one partnership, reached from its own page
    "partnerships:portfolio",
    "reviews:acceptance_",
    "reviews:action",
    "reviews:activit",
    "reviews:chair_order",
    "reviews:commitment",
    "reviews:completeness",
    "reviews:confirmation",
    "reviews:door_",
    "reviews:evaluation",
    "reviews:feedback",
    "reviews:health_",
    "reviews:meeting",
    "reviews:occurrence",
    "reviews:partnership_warnings",
    "reviews:period",
    "reviews:proof",
    "reviews:results",
    "reviews:rhythm",
    "reviews:value",
    "reviews:warning_accept",
)

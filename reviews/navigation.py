"""What reviews add to the menus of every page."""

from django.utils.translation import gettext_lazy as _

from pes_partnerships.accounts.menus import Item

WORKSPACE = [
    Item("reviews:list", _("Reviews"), 20, "read_portfolio", ("reviews:",)),
    Item("reviews:glance", _("At a glance"), 15, "see_offices", ("reviews:glance",)),
]

"""What the directory adds to the menus of every page."""

from django.utils.translation import gettext_lazy as _

from pes_partnerships.accounts.menus import Item

WORKSPACE = [
    Item(
        "directory:queue",
        _("Entries to check"),
        50,
        "publish_entry",
        ("directory:queue", "directory:proposal", "directory:withdraw"),
    ),
    Item(
        "directory:messages",
        _("Messages and visits"),
        55,
        "answer_messages",
        ("directory:messages", "directory:message"),
    ),
    Item(
        "directory:front",
        _("Directory"),
        60,
        pages=("directory:front", "directory:entry", "directory:search", "directory:writ"),
    ),
    Item("directory:guidance", _("Guidance"), 70, pages=("directory:guid",)),
]
PROPOSING = ("partnerships:portfolio", "directory:propose")  # a page of the workspace that is reached from there
PUBLIC = [
    Item("directory:front", _("Directory"), 10, pages=("directory:front", "directory:entry", "directory:writ")),
    Item("directory:search", _("Search"), 20, pages=("directory:search",)),
    Item("directory:guidance", _("Guidance"), 30, pages=("directory:guid",)),
    Item("directory:about", _("For PES offices"), 40, pages=("directory:about",)),
]
FOOTER = [
    Item("directory:accessibility", _("Accessibility"), 10),
    Item("directory:privacy", _("Privacy"), 20),
    Item("directory:about", _("For PES offices"), 30),
]

"""What the directory adds to the menus of every page."""

from django.utils.translation import gettext_lazy as _

from pes_partnerships.accounts.menus import Item

WORKSPACE = [
    Item(
        "directory:queue",
        _("Entries to check"),
        50,
        "publish_entry",
        (
            "directory:queue",
            "directory:proposal",
            "directory:withdraw",
            "directory:give_back",
            "directory:stale",
            "directory:published",
            "directory:selected",
            "directory:validity",
        ),
    ),
    Item(
        "directory:front",
        _("Directory"),
        60,
        pages=(
            "directory:front",
            "directory:entry",
            "directory:search",
            "directory:map",
            "directory:compare",
            "directory:writ",
        ),
    ),
    Item(
        "directory:messages",
        _("Messages and visits"),
        55,
        "answer_messages",
        ("directory:messages", "directory:message"),
    ),
    Item("directory:guidance", _("Guidance"), 70, pages=("directory:guid",)),
]
# pages of the workspace that are reached from there
PROPOSING = ("partnerships:portfolio", "directory:propose", "directory:comments", "directory:contacts")
PUBLIC = [
    Item("directory:front", _("Directory"), 10, pages=("directory:front", "directory:entry", "directory:writ")),
    Item("directory:search", _("Search"), 20, pages=("directory:search", "directory:compare")),
    Item("directory:map", _("Map"), 25, pages=("directory:map",)),
    Item("directory:guidance", _("Guidance"), 30, pages=("directory:guid",)),
    Item("directory:about", _("For PES offices"), 40, pages=("directory:about",)),
]
FOOTER = [
    Item("directory:accessibility", _("Accessibility"), 10),
    Item("directory:privacy", _("Privacy"), 20),
    Item("directory:about", _("For PES offices"), 30),
    Item("directory:imprint", _("Imprint"), 25),
]

"""What partnerships add to the menus of every page."""

from django.utils.translation import gettext_lazy as _

from pes_partnerships.accounts.menus import Item

WORKSPACE = [
    Item("partnerships:portfolio", _("Portfolio"), 10, "read_portfolio", ("partnerships:",)),
    Item(
        "partnerships:organisations",
        _("Organisations"),
        30,
        "read_portfolio",
        (
            "partnerships:organisation",
            "partnerships:contact",
            "partnerships:name_",
            "partnerships:site_",
            "partnerships:representa",
            "partnerships:assessment_",
            "partnerships:merge",
            "partnerships:consent",
            "partnerships:duplicate",
            "partnerships:import",
        ),
    ),
    Item("partnerships:offices", _("Offices"), 40, "see_offices", ("partnerships:office",)),
    Item(
        "partnerships:reminders",
        _("Reminders"),
        45,
        "set_reminders",
        ("partnerships:reminders", "partnerships:reminder_rule", "partnerships:reminder_settings"),
    ),
]
PUBLIC = [
    Item("partnerships:check_document", _("Check a document"), 35, pages=("partnerships:check_document",)),
]

"""What the outbox adds to the menus of every page."""

from django.utils.translation import gettext_lazy as _

from pes_partnerships.accounts.menus import Item

WORKSPACE = [Item("outbox:clock", _("Clock"), 46, "watch_clock", ("outbox:clock",), of_whole_service=True)]
DEMO_FOOTER = [Item("outbox:mailbox", _("Demonstration mailbox"), 10)]

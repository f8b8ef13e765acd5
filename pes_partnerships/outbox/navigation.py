"""What the outbox adds to the menus of every page."""

from django.utils.translation import gettext_lazy as _

from pes_partnerships.accounts.menus import Item

DEMO_FOOTER = [Item("outbox:mailbox", _("Demonstration mailbox"), 10)]

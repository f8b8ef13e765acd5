from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    name = "pes_partnerships.outbox"
    label = "outbox"
    verbose_name = _("Outbox")

    def ready(self) -> None:
        from pes_partnerships.accounts import menus
        from pes_partnerships.ledger.rules.acts import known_acts
        from pes_partnerships.outbox import acts, navigation

        known_acts.register(self.label, acts.ACTS)
        menus.WORKSPACE.register(*navigation.WORKSPACE)
        menus.DEMO_FOOTER.register(*navigation.DEMO_FOOTER)

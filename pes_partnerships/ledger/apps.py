from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "pes_partnerships.ledger"
    label = "ledger"
    verbose_name = _("Ledger")

    def ready(self) -> None:
        from pes_partnerships.ledger.rules.acts import OWN, known_acts

        known_acts.register(self.label, OWN)

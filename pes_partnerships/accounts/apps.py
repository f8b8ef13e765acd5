from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "pes_partnerships.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from pes_partnerships.accounts.mails import RESET, compose_reset
        from pes_partnerships.outbox.rules.letters import known_composers

        known_composers.register(RESET, compose_reset)

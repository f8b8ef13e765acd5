from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = _("Directory")

    def ready(self) -> None:
        from directory.demo import acts as demo
        from directory.publishing import acts as publishing
        from directory.publishing.views.workspace import partnership_panels, waiting_for
        from partnerships import hooks
        from pes_partnerships.ledger.rules.acts import known_acts

        known_acts.register(self.label, publishing.ACTS, demo.ACTS)
        hooks.panels.register(partnership_panels)
        hooks.waiting.register(waiting_for)

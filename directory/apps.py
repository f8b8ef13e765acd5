from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = _("Directory")

    def ready(self) -> None:
        from directory.publishing.views.workspace import partnership_panels, waiting_for
        from partnerships import hooks

        hooks.panels.register(partnership_panels)
        hooks.waiting.register(waiting_for)

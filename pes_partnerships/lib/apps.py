"""The app that carries the shared template tags."""

from django.apps import AppConfig

from .choices import say_it_our_way


class LibConfig(AppConfig):
    """Registers template tags, form widgets and the words of invalid choices; it has no models."""

    name = "pes_partnerships.lib"
    label = "lib"

    def ready(self) -> None:
        say_it_our_way()

"""The app that carries the shared template tags."""

from django.apps import AppConfig

from .choices import label_quickly, say_it_our_way


class LibConfig(AppConfig):
    """Registers template tags, form widgets, the words of invalid choices and of labels; it has no models."""

    name = "pes_partnerships.lib"
    label = "lib"

    def ready(self) -> None:
        say_it_our_way()
        label_quickly()

"""The app that carries the shared template tags."""

from typing import Any

from django.apps import AppConfig

from .choices import label_quickly, say_it_our_way


class LibConfig(AppConfig):
    """Registers template tags, form widgets, the words of invalid choices and of labels; it has no models."""

    name = "pes_partnerships.lib"
    label = "lib"

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        label_quickly()  # before any model is read: each takes over what it has of Django's

    def ready(self) -> None:
        say_it_our_way()

"""The app that carries the shared template tags."""

from django.apps import AppConfig


class LibConfig(AppConfig):
    """Registers template tags and form widgets; it has no models."""

    name = "pes_partnerships.lib"
    label = "lib"

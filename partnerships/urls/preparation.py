"""The addresses of the preparation of a partnership."""

from django.urls import URLPattern

PREPARATION: list[URLPattern] = []

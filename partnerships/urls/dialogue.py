"""The addresses of finding actors, inviting them, and the dialogue with them."""

from django.urls import URLPattern

DIALOGUE: list[URLPattern] = []

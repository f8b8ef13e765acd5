"""The addresses of possible duplicates."""

from django.urls import URLPattern

DUPLICATES: list[URLPattern] = []

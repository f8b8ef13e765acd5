"""The addresses of merging records, and changes of representative."""

from django.urls import URLPattern

MERGING: list[URLPattern] = []

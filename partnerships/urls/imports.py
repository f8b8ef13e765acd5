"""The addresses of bringing organisations in from files."""

from django.urls import URLPattern

IMPORTS: list[URLPattern] = []

"""The addresses of the model adviser, and the team with its skills."""

from django.urls import URLPattern

ADVICE: list[URLPattern] = []

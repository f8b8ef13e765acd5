"""The addresses of what an office may decide, and approvals."""

from django.urls import URLPattern

AUTONOMY: list[URLPattern] = []

"""The addresses of possible duplicates."""

from django.urls import URLPattern, path

from partnerships.merging.views import duplicates

DUPLICATES: list[URLPattern] = [
    path("organisations/alike/", duplicates.organisation_alike, name="organisation_alike"),
    path("organisations/duplicates/", duplicates.duplicates, name="duplicates"),
    path("duplicates/<int:pk>/dismiss/", duplicates.duplicate_dismiss, name="duplicate_dismiss"),
]

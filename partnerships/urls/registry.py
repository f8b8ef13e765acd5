"""The addresses of the registry of organisations."""

from django.urls import URLPattern, path

from partnerships.views import contact, organisation

REGISTRY: list[URLPattern] = [
    path("organisations/", organisation.organisations, name="organisations"),
    path("organisations/new/", organisation.organisation_new, name="organisation_new"),
    path("organisations/<int:pk>/", organisation.organisation, name="organisation"),
    path("organisations/<int:pk>/change/", organisation.organisation_change, name="organisation_change"),
    path("organisations/<int:pk>/contacts/new/", contact.contact_new, name="contact_new"),
    path("contacts/<int:pk>/", contact.contact_change, name="contact_change"),
]

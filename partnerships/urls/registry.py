"""The addresses of the registry of organisations."""

from django.urls import URLPattern, path

from partnerships.merging.views import organisation_end
from partnerships.participants.views import contact
from partnerships.registry.views import (
    organisation,
    organisation_assessment,
    organisation_history,
    organisation_names,
    organisation_page,
    organisation_representation,
)

REGISTRY: list[URLPattern] = [
    path("organisations/", organisation.organisations, name="organisations"),
    path("organisations/new/", organisation.organisation_new, name="organisation_new"),
    path("organisations/<int:pk>/", organisation_page.organisation, name="organisation"),
    path("organisations/<int:pk>/change/", organisation.organisation_change, name="organisation_change"),
    path("organisations/<int:pk>/rename/", organisation_names.organisation_rename, name="organisation_rename"),
    path("organisations/<int:pk>/names/new/", organisation_names.name_new, name="name_new"),
    path("names/<int:pk>/", organisation_names.name_change, name="name_change"),
    path("names/<int:pk>/remove/", organisation_names.name_remove, name="name_remove"),
    path("organisations/<int:pk>/end/", organisation_end.organisation_end, name="organisation_end"),
    path("organisations/<int:pk>/reopen/", organisation_end.organisation_reopen, name="organisation_reopen"),
    path(
        "organisations/<int:pk>/members/", organisation_representation.organisation_members, name="organisation_members"
    ),
    path(
        "organisations/<int:pk>/members/new/", organisation_representation.representation_new, name="representation_new"
    ),
    path("representations/<int:pk>/", organisation_representation.representation, name="representation"),
    path(
        "representations/<int:pk>/remove/",
        organisation_representation.representation_remove,
        name="representation_remove",
    ),
    path("organisations/<int:pk>/assess/", organisation_assessment.assessment_new, name="assessment_new"),
    path("organisations/<int:pk>/history/", organisation_history.organisation_history, name="organisation_history"),
    path("organisations/<int:pk>/contacts/new/", contact.contact_new, name="contact_new"),
    path("contacts/<int:pk>/", contact.contact_change, name="contact_change"),
]

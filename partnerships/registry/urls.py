"""The addresses of organisations, their names, representation and assessments."""

from django.urls import path

from .views import (
    organisation,
    organisation_assessment,
    organisation_history,
    organisation_names,
    organisation_page,
    organisation_representation,
    organisation_sites,
)

urlpatterns = [
    path("organisations/", organisation.organisations, name="organisations"),
    path("organisations/new/", organisation.organisation_new, name="organisation_new"),
    path("organisations/<int:pk>/", organisation_page.organisation, name="organisation"),
    path("organisations/<int:pk>/change/", organisation.organisation_change, name="organisation_change"),
    path("organisations/<int:pk>/rename/", organisation_names.organisation_rename, name="organisation_rename"),
    path("organisations/<int:pk>/names/new/", organisation_names.name_new, name="name_new"),
    path("organisations/<int:pk>/sites/new/", organisation_sites.site_new, name="site_new"),
    path("sites/<int:pk>/", organisation_sites.site_change, name="site_change"),
    path("sites/<int:pk>/remove/", organisation_sites.site_remove, name="site_remove"),
    path("names/<int:pk>/", organisation_names.name_change, name="name_change"),
    path("names/<int:pk>/remove/", organisation_names.name_remove, name="name_remove"),
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
]

"""The addresses of duplicates, merging and the end of an organisation."""

from django.urls import path

from .views import duplicates, merging, organisation_end

urlpatterns = [
    path("organisations/alike/", duplicates.organisation_alike, name="organisation_alike"),
    path("organisations/duplicates/", duplicates.duplicates, name="duplicates"),
    path("duplicates/<int:pk>/dismiss/", duplicates.duplicate_dismiss, name="duplicate_dismiss"),
    path("organisations/merges/", merging.merges, name="merges"),
    path("merges/<int:pk>/undo/", merging.merge_undo, name="merge_undo"),
    path("organisations/<int:pk>/merge/", merging.merge_choose, name="merge_choose"),
    path("organisations/<int:pk>/merge/<int:other>/", merging.merge, name="merge"),
    path("organisations/<int:pk>/end/", organisation_end.organisation_end, name="organisation_end"),
    path("organisations/<int:pk>/reopen/", organisation_end.organisation_reopen, name="organisation_reopen"),
]

"""The addresses of files of organisations, in and out."""

from django.urls import path

from .views import imports, registry_files, undoing
from .views import rows as import_rows

urlpatterns = [
    path("organisations/imports/", imports.imports, name="imports"),
    path("organisations/import-template/", registry_files.import_template, name="import_template"),
    path("organisations/export/", registry_files.organisations_export, name="organisations_export"),
    path("imports/<int:pk>/", imports.import_page, name="import"),
    path("imports/<int:pk>/columns/", imports.import_match, name="import_match"),
    path("imports/<int:pk>/lines/", import_rows.import_rows, name="import_rows"),
    path("imports/<int:pk>/write/", imports.import_confirm, name="import_confirm"),
    path("imports/<int:pk>/give-up/", imports.import_give_up, name="import_give_up"),
    path("imports/<int:pk>/undo/", undoing.import_undo, name="import_undo"),
]

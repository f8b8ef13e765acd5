"""The addresses of minor changes: their list, a new one, its page and its file."""

from django.urls import path

from .views import minor_changes

urlpatterns = [
    path("agreements/<int:pk>/minor-changes/", minor_changes.minor_changes, name="minor_changes"),
    path("agreements/<int:pk>/minor-changes/new/", minor_changes.minor_change_new, name="minor_change_new"),
    path("minor-changes/<int:pk>/", minor_changes.minor_change, name="minor_change"),
    path("minor-changes/<int:pk>/record.pdf", minor_changes.minor_change_pdf, name="minor_change_pdf"),
]

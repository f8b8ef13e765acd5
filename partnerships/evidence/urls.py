"""The addresses of checking documents and of their evidence."""

from django.urls import path

from .views import bundle, checking

urlpatterns = [
    path("agreements/<int:pk>/evidence.zip", bundle.evidence, name="evidence"),
    path("check/", checking.check_document, name="check_document"),
]

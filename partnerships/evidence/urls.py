"""The addresses of checking documents and of their evidence."""

from django.urls import path

from .views import checking

urlpatterns = [
    path("check/", checking.check_document, name="check_document"),
]

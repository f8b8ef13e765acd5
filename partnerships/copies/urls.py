"""The addresses of electronically signed copies."""

from django.urls import path

from . import views

urlpatterns = [
    path("signatories/<int:pk>/copy/", views.copy_new, name="copy_new"),
    path("copies/<int:pk>/", views.copy, name="copy"),
    path("copies/<int:pk>/discard/", views.copy_discard, name="copy_discard"),
    path("copies/<int:pk>/file/", views.copy_file, name="copy_file"),
]

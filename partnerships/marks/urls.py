"""The address of the marks beside facts."""

from django.urls import path

from . import views

urlpatterns = [path("partnerships/<int:pk>/marks/", views.marks, name="marks")]

"""The addresses of one objective."""

from django.urls import path

from . import views

urlpatterns = [
    path("agreements/<int:pk>/objectives/new/", views.objective_new, name="objective_new"),
    path("agreements/<int:pk>/objectives/new/look/", views.objective_new_look, name="objective_new_look"),
    path("objectives/<int:pk>/", views.objective, name="objective"),
    path("objectives/<int:pk>/look/", views.objective_look, name="objective_look"),
    path("objectives/<int:pk>/remove/", views.objective_remove, name="objective_remove"),
]

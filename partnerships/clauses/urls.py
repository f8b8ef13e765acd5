"""The addresses of the clause library."""

from django.urls import path

from .views import library

urlpatterns = [
    path("clauses/", library.clauses, name="clauses"),
    path("clauses/new/", library.clause_new, name="clause_new"),
    path("clauses/<slug:code>/", library.clause, name="clause"),
    path("clauses/<slug:code>/change/", library.clause_change, name="clause_change"),
    path("clause-editions/<int:pk>/withdraw/", library.clause_withdraw, name="clause_withdraw"),
]

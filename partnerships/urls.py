"""The addresses of every subject; each has its own file."""

from django.urls import include, path

app_name = "partnerships"

urlpatterns = [
    path("", include("partnerships.workbooks.urls")),
    path("", include("partnerships.merging.urls")),
    path("", include("partnerships.imports.urls")),
    path("", include("partnerships.registry.urls")),
    path("", include("partnerships.consents.urls")),
    path("", include("partnerships.reminding.urls")),
    path("", include("partnerships.portfolio.urls")),
    path("", include("partnerships.preparation.urls")),
    path("", include("partnerships.participants.urls")),
    path("", include("partnerships.autonomy.urls")),
    path("", include("partnerships.objectives.urls")),
    path("", include("partnerships.clauses.urls")),
    path("", include("partnerships.agreements.urls")),
    path("", include("partnerships.commenting.urls")),
    path("", include("partnerships.signing.urls")),
    path("", include("partnerships.evidence.urls")),
    path("", include("partnerships.copies.urls")),
    path("", include("partnerships.elsewhere.urls")),
    path("", include("partnerships.marks.urls")),
    path("", include("partnerships.minor_changes.urls")),
    path("", include("partnerships.umbrella.urls")),
    path("", include("partnerships.lifecycle.urls")),
    path("", include("partnerships.ending.urls")),
]

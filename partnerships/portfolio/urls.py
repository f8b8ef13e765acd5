"""The addresses of the portfolio and a partnership."""

from django.urls import path

from .views import history, partnership, portfolio, tasks

urlpatterns = [
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("portfolio/tasks/", tasks.tasks, name="tasks"),
    path("partnerships/new/", partnership.partnership_new, name="partnership_new"),
    path("partnerships/<int:pk>/", partnership.partnership, name="partnership"),
    path("partnerships/<int:pk>/change/", partnership.partnership_change, name="partnership_change"),
    path("partnerships/<int:pk>/history/", history.history, name="history"),
]

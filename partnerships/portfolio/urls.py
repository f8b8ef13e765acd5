"""The addresses of the portfolio and a partnership."""

from django.urls import path

from .views import history, partnership, portfolio, saved_views, tasks

urlpatterns = [
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("portfolio/views/", saved_views.views, name="views"),
    path("portfolio/views/new/", saved_views.view_new, name="view_new"),
    path("portfolio/views/<int:pk>/", saved_views.view_change, name="view_change"),
    path("portfolio/views/<int:pk>/remove/", saved_views.view_remove, name="view_remove"),
    path("portfolio/tasks/", tasks.tasks, name="tasks"),
    path("partnerships/new/", partnership.partnership_new, name="partnership_new"),
    path("partnerships/<int:pk>/", partnership.partnership, name="partnership"),
    path("partnerships/<int:pk>/change/", partnership.partnership_change, name="partnership_change"),
    path("partnerships/<int:pk>/history/", history.history, name="history"),
]

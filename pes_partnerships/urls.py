"""The one list of addresses; each app is named by string, so that no arrow runs back up."""

from django.contrib import admin
from django.urls import include, path

from pes_partnerships.accounts.views import choose_language
from pes_partnerships.roof import healthz, showcase

urlpatterns = [
    path("", include("directory.urls")),
    path("", include("partnerships.urls")),
    path("reviews/", include("reviews.urls")),
    path("account/", include("pes_partnerships.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("language/", choose_language, name="set_language"),
    path("demo/mail/", include("pes_partnerships.outbox.urls")),
    path("healthz/", healthz, name="healthz"),
    path("showcase/", showcase, name="showcase"),
    path("admin/", admin.site.urls),
]

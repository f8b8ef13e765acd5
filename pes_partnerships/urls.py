"""The one list of addresses; each app is named by string, so that no arrow runs back up."""

from django.contrib import admin
from django.urls import include, path

from pes_partnerships.accounts.views import choose_language

urlpatterns = [
    path("", include("directory.urls")),
    path("", include("partnerships.urls")),
    path("reviews/", include("reviews.urls")),
    path("account/", include("pes_partnerships.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("language/", choose_language, name="set_language"),
    path("demo/mail/", include("pes_partnerships.outbox.urls")),
    path("admin/", admin.site.urls),
]

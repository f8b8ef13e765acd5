"""The one list of addresses; each app is named by string, so that no arrow runs back up."""

from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.urls import include, path
from django.views.generic import RedirectView

from pes_partnerships.accounts.views import choose_language
from pes_partnerships.roof import healthz, metrics, showcase

urlpatterns = [
    path("", include("directory.urls")),
    path("", include("partnerships.urls")),
    path("reviews/", include("reviews.urls")),
    path("account/", include("pes_partnerships.accounts.urls")),
    # an address is the sign-in and is changed by an administrator, never unverified by its owner
    path("account/email/", login_required(RedirectView.as_view(pattern_name="accounts:account")), name="account_email"),
    path("account/", include("allauth.urls")),
    path("language/", choose_language, name="set_language"),
    path("", include("pes_partnerships.outbox.urls")),
    path("healthz/", healthz, name="healthz"),
    path("metrics/", metrics, name="metrics"),
    path("showcase/", showcase, name="showcase"),
    path("admin/", admin.site.urls),
]

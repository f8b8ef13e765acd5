"""The addresses of requests for consent."""

from django.urls import path

from .views import consents

urlpatterns = [
    path("consents/<int:pk>/", consents.consent, name="consent"),
    path("consents/<int:pk>/withdraw/", consents.consent_withdraw, name="consent_withdraw"),
]

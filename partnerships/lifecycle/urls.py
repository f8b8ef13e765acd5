"""The addresses of the life cycle: all moves of a partnership, registration, and notice of termination."""

from django.urls import path

from .views import life, notice, registration

urlpatterns = [
    path("partnerships/<int:pk>/life/", life.life_cycle, name="life_cycle"),
    path("agreements/<int:pk>/registration/", registration.agreement_registration, name="agreement_registration"),
    path("agreements/<int:pk>/notice/", notice.termination_new, name="termination_new"),
    path("termination/<int:pk>/withdraw/", notice.termination_withdraw, name="termination_withdraw"),
]

"""The addresses of delegated authority and approvals."""

from django.urls import path

from .views import approval, autonomy, office

urlpatterns = [
    path("offices/", office.offices, name="offices"),
    path("offices/<int:pk>/autonomy/", office.office_autonomy, name="office_autonomy"),
    path("offices/<int:pk>/autonomy/change/", autonomy.office_autonomy_change, name="office_autonomy_change"),
    path("agreements/<int:pk>/autonomy/", autonomy.agreement_beyond, name="agreement_beyond"),
    path("agreements/<int:pk>/approval/", approval.approval_ask, name="approval_ask"),
    path("approvals/<int:pk>/", approval.approval, name="approval"),
    path("approvals/<int:pk>/withdraw/", approval.approval_withdraw, name="approval_withdraw"),
]

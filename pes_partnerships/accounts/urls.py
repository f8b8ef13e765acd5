from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("", views.account, name="account"),
    path("membership/", views.choose_membership, name="membership"),
    path("unsaved/", views.keep_unsaved, name="keep_unsaved"),
    path("unsaved/settle/", views.settle_unsaved, name="settle_unsaved"),
]

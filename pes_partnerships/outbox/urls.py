from django.urls import path

from . import views

app_name = "outbox"
urlpatterns = [
    path("", views.mailbox, name="mailbox"),
    path("<int:number>/", views.mailbox_message, name="mailbox_message"),
]

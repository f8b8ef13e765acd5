from django.urls import path

from .views import clock, clock_acts, mailbox

app_name = "outbox"
urlpatterns = [
    path("demo/mail/", mailbox.mailbox, name="mailbox"),
    path("demo/mail/<int:number>/", mailbox.mailbox_message, name="mailbox_message"),
    path("clock/", clock.clock, name="clock"),
    path("clock/held/", clock_acts.held, name="clock_held"),
    path("clock/<uuid:mail>/again/", clock_acts.again, name="clock_again"),
    path("clock/<uuid:mail>/now/", clock_acts.now, name="clock_now"),
    path("clock/<uuid:mail>/cancel/", clock_acts.cancelled, name="clock_cancel"),
]

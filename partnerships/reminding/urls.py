from django.urls import path

from .views import aside, setting

urlpatterns = [
    path("reminders/", setting.reminders, name="reminders"),
    path("reminders/settings/", setting.reminder_settings, name="reminder_settings"),
    path("reminders/kinds/<slug:kind>/", setting.reminder_rule, name="reminder_rule"),
    path("reminders/<int:pk>/set-aside/", aside.reminder_aside, name="reminder_aside"),
]

from django.urls import path

from .views import aside, calendars, handing, mine, setting

urlpatterns = [
    path("reminders/", setting.reminders, name="reminders"),
    path("reminders/mine/", mine.my_reminders, name="my_reminders"),
    path("reminders/mine/calendar/", calendars.my_calendar, name="my_calendar"),
    path("reminders/mine/<slug:kind>/<int:subject>/", handing.reminder_hand_over, name="hand_over"),
    path("partnerships/<int:pk>/calendar/", calendars.partnership_calendar, name="partnership_calendar"),
    path("calendars/<str:token>.ics", calendars.calendar, name="calendar"),
    path("reminders/settings/", setting.reminder_settings, name="reminder_settings"),
    path("reminders/kinds/<slug:kind>/", setting.reminder_rule, name="reminder_rule"),
    path("reminders/<int:pk>/set-aside/", aside.reminder_aside, name="reminder_aside"),
]

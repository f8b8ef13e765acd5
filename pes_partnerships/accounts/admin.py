"""Where an operator makes accounts, offices and services; sign-in to it is the product's own, in two steps if set."""

import zoneinfo

from allauth.account.decorators import secure_admin_login
from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from .models import EmploymentService, Membership, Office, ServiceName, User

admin.site.login = secure_admin_login(admin.site.login)


class RealTimeZones:
    """A time zone that there is not would close every page to the person, and stop the service's reminders."""

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs):
        if db_field.name != "time_zone":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return forms.ChoiceField(
            label=db_field.verbose_name,
            choices=[(zone, zone) for zone in sorted(zoneinfo.available_timezones())],
            initial=db_field.default,
        )


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    fields = ("service", "role", "office", "ended_on")


@admin.register(User)
class UserAdmin(RealTimeZones, admin.ModelAdmin):
    """A new account has no password: the person asks for a link on the sign-in page and chooses one."""

    list_display = ["email", "name", "language", "is_active", "last_login"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email", "name"]
    fields = ("email", "name", "language", "time_zone", "is_active", "is_staff", "is_superuser", "last_login")
    readonly_fields = ("last_login",)
    inlines = [MembershipInline]

    def save_model(self, request: HttpRequest, obj: User, form, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)


class ServiceNameInline(admin.TabularInline):
    model = ServiceName
    extra = 0


@admin.register(EmploymentService)
class EmploymentServiceAdmin(RealTimeZones, admin.ModelAdmin):
    list_display = ["name", "abbreviation", "country", "runs_here", "in_pes_network"]
    list_filter = ["runs_here", "in_pes_network"]
    search_fields = ["name", "abbreviation", "code"]
    readonly_fields = ("reminder_lead_days",)  # the service's own settings page checks and records it
    inlines = [ServiceNameInline]


@admin.register(Office)
class OfficeAdmin(admin.ModelAdmin):
    list_display = ["name", "level", "service", "parent"]
    list_filter = ["service", "level"]
    list_select_related = ["service", "parent"]

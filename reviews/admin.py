"""The technical admin: to look, not to change. Reviews are written by their services only."""

from django.contrib import admin
from django_scopes import scopes_disabled

from reviews.models import CorrectiveAction, Measurement, ReminderRound, Review, Series


class ReadOnlyAdmin(admin.ModelAdmin):
    """Every service's rows, for the operators of the instance; nothing is written past the ledger."""

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def changelist_view(self, request, extra_context=None):
        with scopes_disabled():
            answer = super().changelist_view(request, extra_context)
            return answer.render() if hasattr(answer, "render") else answer

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        with scopes_disabled():
            answer = super().changeform_view(request, object_id, form_url, extra_context)
            return answer.render() if hasattr(answer, "render") else answer

    def get_queryset(self, request):
        with scopes_disabled():
            return self.model.objects.all()


@admin.register(Series)
class SeriesAdmin(ReadOnlyAdmin):
    list_display = ["partnership", "kind", "every_months", "ended_on"]
    list_select_related = ["partnership"]


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    list_display = ["partnership", "number", "due_on", "status", "held_on", "decision"]
    list_filter = ["status"]
    list_select_related = ["series__partnership"]


@admin.register(Measurement)
class MeasurementAdmin(ReadOnlyAdmin):
    list_display = ["objective", "value", "text", "as_of", "source", "entered_at"]
    list_select_related = ["objective"]


@admin.register(CorrectiveAction)
class CorrectiveActionAdmin(ReadOnlyAdmin):
    list_display = ["partnership", "text", "due_on", "closed_on"]
    list_select_related = ["partnership"]


@admin.register(ReminderRound)
class ReminderRoundAdmin(ReadOnlyAdmin):
    list_display = ["review", "lead_days", "due_on", "written_at"]
    list_select_related = ["review__series__partnership"]

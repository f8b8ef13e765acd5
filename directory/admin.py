"""The technical admin only looks: entries are written by publishing, guides come from fixtures."""

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from directory.models import Entry, EntryTarget, Guide, Source
from partnerships.matching.services.searching import narrowed


class ReadOnly:
    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class TargetInline(ReadOnly, admin.TabularInline):
    model = EntryTarget
    extra = 0


@admin.register(Entry)
class EntryAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("title", "pes_name", "running", "published_at", "changed_at", "withdrawn_at")
    list_filter = ("running", "model", "withdrawn_at")
    search_fields = ("search_text",)
    # the partnership is a service's own row, and the admin site has no scope to read its name in
    exclude = ("partnership",)
    inlines = (TargetInline,)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return narrowed(queryset, search_term), False


@admin.register(Guide)
class GuideAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("code", "title", "source", "order")


@admin.register(Source)
class SourceAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("name", "url", "active", "fetched_at")

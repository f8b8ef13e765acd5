"""The technical admin: to look, not to change. Whatever the ledger must know is written by the services only."""

from django.contrib import admin
from django.http import HttpRequest
from django_scopes import scopes_disabled

from partnerships.matching.services.searching import narrowed
from partnerships.models import (
    Agreement,
    FileFault,
    Organisation,
    OrganisationType,
    Participation,
    Partnership,
    ServiceArea,
    TargetGroup,
)


class ReadOnlyAdmin(admin.ModelAdmin):
    """Every service's rows, for the operators of the instance; nothing is written past the ledger."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context=None):
        with scopes_disabled():
            answer = super().changelist_view(request, extra_context)
            return answer.render() if hasattr(answer, "render") else answer

    def changeform_view(self, request: HttpRequest, object_id=None, form_url="", extra_context=None):
        with scopes_disabled():
            answer = super().changeform_view(request, object_id, form_url, extra_context)
            return answer.render() if hasattr(answer, "render") else answer

    def get_queryset(self, request: HttpRequest):
        return self.model._base_manager.all()

    def get_search_results(self, request: HttpRequest, queryset, search_term: str):
        """As every list of the product is searched; only what has a search column has a search box."""
        return narrowed(queryset, search_term), False


@admin.register(Organisation)
class OrganisationAdmin(ReadOnlyAdmin):
    list_display = ["name", "category", "level", "country", "service"]
    list_filter = ["service", "category"]
    list_select_related = ["service"]
    search_fields = ["search_text"]


@admin.register(Partnership)
class PartnershipAdmin(ReadOnlyAdmin):
    list_display = ["reference", "title", "office", "next_review_on", "ended_on", "service"]
    list_filter = ["service"]
    list_select_related = ["service", "office"]
    search_fields = ["search_text"]


@admin.register(Participation)
class ParticipationAdmin(ReadOnlyAdmin):
    list_display = ["name", "partnership", "status", "is_key_actor"]
    list_select_related = ["organisation", "partnership"]


@admin.register(Agreement)
class AgreementAdmin(ReadOnlyAdmin):
    list_display = [
        "partnership",
        "title",
        "position",
        "version",
        "kind",
        "status",
        "origin",
        "model",
        "snapshot_sha256",
    ]
    list_filter = ["status", "origin"]
    list_select_related = ["partnership"]


@admin.register(FileFault)
class FileFaultAdmin(ReadOnlyAdmin):
    """What the nightly check found; `manage.py check_files` looks again."""

    list_display = ["kind", "path", "row", "detail", "found_at", "gone_at"]
    list_filter = ["kind", ("gone_at", admin.EmptyFieldListFilter)]


@admin.register(ServiceArea, TargetGroup, OrganisationType)
class TermAdmin(admin.ModelAdmin):
    """The open lists: an operator may add a word, rename it, or stop offering it."""

    list_display = ["code", "name", "order", "active", "source"]
    list_filter = ["active"]

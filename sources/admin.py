"""The admin site's view of publications. What imports wrote is read here, and changed by importing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.shortcuts import redirect

from sources.models import Article, Feed, ImportAddress, ImportJob, ImportProblem, Outlet, Snapshot

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class ReadOnly(admin.ModelAdmin[Any]):
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Outlet)
class OutletAdmin(admin.ModelAdmin[Outlet]):
    list_display = ["name", "host", "timezone", "country"]
    search_fields = ["name", "host"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin[Article]):
    list_display = ["__str__", "outlet", "published_on", "copy_of"]
    list_select_related = ["outlet", "copy_of"]
    list_filter = ["published_precision"]
    search_fields = ["title", "url", "external_id"]
    fields = ["outlet", "title", "byline", "url", "external_id", "published_at", "published_on", "copy_of", "job"]
    readonly_fields = ["outlet", "url", "external_id", "published_at", "published_on", "copy_of", "job"]
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnly):
    list_display = ["__str__", "article", "created_at", "erased_at"]
    list_select_related = ["article"]


@admin.register(ImportJob)
class ImportJobAdmin(ReadOnly):
    list_display = ["name", "phase", "state", "created_at", "read_rows", *ImportJob.OUTCOMES]
    list_filter = ["phase", "state"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("sources.add_importjob")

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return redirect("import-new")

    def view_on_site(self, obj: ImportJob) -> str:
        return obj.get_absolute_url()


@admin.register(ImportAddress)
class ImportAddressAdmin(ReadOnly):
    list_display = ["url", "job", "state", "attempts", "lease_until", "error"]
    list_filter = ["state"]


@admin.register(Feed)
class FeedAdmin(admin.ModelAdmin[Feed]):
    list_display = ["url", "outlet", "active", "polled_at", "failures", "error"]
    list_select_related = ["outlet"]
    list_filter = ["active"]


@admin.register(ImportProblem)
class ImportProblemAdmin(ReadOnly):
    list_display = ["job", "row", "line", "reason"]
    list_select_related = ["job"]

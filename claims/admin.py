from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.utils.html import format_html

from claims.models import (
    ApiToken,
    Claim,
    ClaimCandidate,
    ClaimDate,
    ClaimSpeaker,
    Event,
    Extraction,
    Link,
    Review,
    Story,
)
from claims.services.extract import retry
from claims.services.link_story import ask_to_link
from claims.services.tokens import revoke

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


class ReadOnly:
    """To look at: what may be changed is changed through reviews."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class SpeakerInline(ReadOnly, admin.TabularInline[ClaimSpeaker, Claim]):
    model = ClaimSpeaker
    fields = ["actor", "on_behalf_of", "position", "role"]


class CandidateInline(ReadOnly, admin.TabularInline[ClaimCandidate, Claim]):
    model = ClaimCandidate
    fields = ["actor", "score", "reason"]


class DateInline(ReadOnly, admin.TabularInline[ClaimDate, Claim]):
    model = ClaimDate
    fields = ["text", "type", "value", "edtf", "days"]


class LinkInline(ReadOnly, admin.TabularInline[Link, Claim]):
    model = Link
    fields = ["story", "event", "score", "reason", "state"]


@admin.register(Claim)
class ClaimAdmin(ReadOnly, admin.ModelAdmin[Claim]):
    list_display = ["id", "words", "speaker_name", "kind", "day", "state", "confidence"]
    list_display_links = ["id", "words"]
    list_filter = ["state", "kind", "cue_class"]
    date_hierarchy = "day"
    search_fields = ["=id", "content_text", "speaker_name"]
    show_full_result_count = False
    exclude = ["search"]
    inlines = [SpeakerInline, CandidateInline, DateInline, LinkInline]

    @admin.display(description="claim")
    def words(self, claim: Claim) -> str:
        return claim.content_text[:120]


@admin.register(Extraction)
class ExtractionAdmin(ReadOnly, admin.ModelAdmin[Extraction]):
    list_display = ["id", "article", "pipeline", "state", "attempts", "extracted_at", "error_start"]
    list_filter = ["state", "pipeline"]
    list_select_related = ["snapshot__article"]
    search_fields = ["=id", "snapshot__article__title", "error"]
    show_full_result_count = False
    exclude = ["output"]
    readonly_fields = ["printed"]
    actions = ["try_again"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Extraction]:
        return super().get_queryset(request).defer("output", "snapshot__text")

    @admin.display(description="article")
    def article(self, extraction: Extraction) -> str:
        return str(extraction.snapshot.article)

    @admin.display(description="error")
    def error_start(self, extraction: Extraction) -> str:
        return extraction.error[:120]

    @admin.display(description="output")
    def printed(self, extraction: Extraction) -> SafeString:
        return format_html("<pre>{}</pre>", json.dumps(extraction.output, indent=1, ensure_ascii=False))

    @admin.action(description="Try again those that were set aside")
    def try_again(self, request: HttpRequest, queryset: QuerySet[Extraction]) -> None:
        count = retry(list(queryset.values_list("pk", flat=True)))
        messages.success(request, f"{count} extractions wait for a worker again.")


@admin.register(Review)
class ReviewAdmin(ReadOnly, admin.ModelAdmin[Review]):
    list_display = ["id", "at", "by", "action", "fields", "about", "undoes"]
    list_filter = ["action", "by"]
    list_select_related = ["by", "claim", "actor", "event", "position", "undoes__by"]
    date_hierarchy = "at"
    search_fields = ["note", "by__username"]

    @admin.display(description="about")
    def about(self, review: Review) -> str:
        return str(review.claim or review.actor or review.event or review.position)


class EventInline(admin.TabularInline[Event, Story]):
    model = Event
    fields = ["title", "edtf", "days", "keywords", "state"]
    extra = 0


def _link_anew(story: Story) -> None:
    story.version += 1
    story.save(update_fields=["version"])
    ask_to_link(story)


@admin.register(Story)
class StoryAdmin(admin.ModelAdmin[Story]):
    list_display = ["title", "slug", "query"]
    search_fields = ["title", "query"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["actors"]
    readonly_fields = ["version"]
    inlines = [EventInline]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        _link_anew(form.instance)


@admin.register(Event)
class EventAdmin(admin.ModelAdmin[Event]):
    list_display = ["title", "story", "edtf", "state", "merged_into"]
    list_filter = ["state", "story"]
    list_select_related = ["story", "merged_into"]
    search_fields = ["title", "description"]
    autocomplete_fields = ["actors", "story"]
    readonly_fields = ["merged_into", "version"]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        _link_anew(form.instance.story)


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnly, admin.ModelAdmin[ApiToken]):
    """Whose programs read here, for whoever has to shut one out."""

    list_display = ["name", "owner", "prefix", "scopes", "created_at", "used_at", "expires_at", "revoked_at"]
    list_select_related = ["owner"]
    search_fields = ["name", "owner__username", "prefix"]
    actions = ["revoke"]

    @admin.action(description="Revoke")
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiToken]) -> None:
        count = sum(revoke(token) for token in queryset)
        messages.success(request, f"{count} tokens read nothing any more.")

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin

from actors.models import Actor, Alias, Position

if TYPE_CHECKING:
    from django.http import HttpRequest


class AliasInline(admin.TabularInline[Alias, Actor]):
    model = Alias
    extra = 1


class PositionInline(admin.TabularInline[Position, Actor]):
    model = Position
    fk_name = "holder"
    fields = ["role", "organization", "office", "since", "until", "held", "state"]
    autocomplete_fields = ["organization", "office"]
    extra = 0


@admin.register(Actor)
class ActorAdmin(admin.ModelAdmin[Actor]):
    list_display = ["name", "kind", "state", "merged_into", "wikidata"]
    list_filter = ["kind", "state"]
    list_select_related = ["merged_into"]
    search_fields = ["name", "aliases__text", "wikidata"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["merged_into", "canonical", "version", "created_at"]
    inlines = [AliasInline, PositionInline]

    def has_delete_permission(self, request: HttpRequest, obj: Actor | None = None) -> bool:
        """Claims keep the actor that they were given: reject one, or merge it."""
        return False


@admin.register(Position)
class PositionAdmin(admin.ModelAdmin[Position]):
    list_display = ["holder", "role", "office", "organization", "since", "until", "state"]
    list_filter = ["state"]
    list_select_related = ["holder", "office", "organization"]
    search_fields = ["holder__name", "organization__name", "office__name", "role"]
    autocomplete_fields = ["holder", "organization", "office"]
    readonly_fields = ["version"]

"""One actor that is two: which names and claims go to the new one, what that would be, and the split."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actors.models import Actor
from claims.access import allow
from claims.asked import word
from claims.models import Claim, Heading, ListedClaim
from claims.models.claims import MENTION, MENTIONED_AS
from claims.search import fault_of
from claims.services.actors.decide import LONGEST_NAME
from claims.services.actors.split import MOST, split_actor
from claims.services.refusals import Refused, Stale
from claims.views.actor_edit import editable
from claims.views.numbers import number_of
from claims.views.pasted import LineField, TextField

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

    from claims.models import ClaimQuerySet

__all__ = ["split_in_two"]

SHOWN = 100
SAMPLE = 8
NAMES, NAMED_AMONG = 12, 1_000


class SplitForm(forms.Form):
    """With the claims' keys from the boxes, or in one field from the preview, as `keys`."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    name = LineField(label="Name of the new actor", max_length=LONGEST_NAME)
    kind = forms.ChoiceField(choices=Actor.Kind.choices)
    all_named = LineField(required=False, max_length=10_000)
    note = TextField(required=False, max_length=5_000)

    @property
    def keys(self) -> list[int]:
        sent = self.data
        texts = [*sent.getlist("claim"), *sent.get("claims", "").split(",")]  # type: ignore[attr-defined]
        return list(dict.fromkeys(key for text in texts if (key := number_of(text.strip()))))

    @property
    def aliases(self) -> list[str]:
        return list(dict.fromkeys(self.data.getlist("alias")))  # type: ignore[attr-defined]


@allow("editor")
@require_http_methods(["GET", "HEAD", "POST"])
def split_in_two(request: HttpRequest, slug: str) -> HttpResponse:
    """Nothing is saved before the preview was shown (`sure`)."""
    actor = editable(request, slug)
    if request.method != "POST":
        return _show(request, actor)
    form = SplitForm(request.POST)
    if not form.is_valid():
        return _show(request, actor, form, status=422)
    values = form.cleaned_data
    keys = _moving(actor, form)
    try:
        if (number := max(len(keys), len(form.keys))) > MOST:
            raise Refused(f"At most {MOST} claims move at once; {number} were chosen.")
        if not keys and not form.aliases:
            raise Refused("Choose the names or the claims that go to the new actor.")
        if "sure" not in request.POST:
            return _preview(request, actor, form, keys)
        by = cast("User", request.user)
        new = split_actor(
            actor, by, values["version"], values["name"], values["kind"], form.aliases, keys, note=values["note"]
        )
    except Stale as stale:
        return _show(request, Actor.objects.get(pk=actor.pk), form, stale=stale, status=409)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _show(request, actor, form, status=422)
    messages.success(request, f"“{new}” has its own page now. Its history undoes the split, with all claims.")
    return redirect("edit-actor", new.slug)


def _moving(actor: Actor, form: SplitForm) -> list[int]:
    """The chosen claims with their copies, or all that are named so, the newest."""
    if name := form.cleaned_data["all_named"]:
        return list(_named(actor, name).values_list("pk", flat=True)[:MOST])
    keys = form.keys[: MOST + 1]
    groups = Claim.objects.filter(pk__in=keys, group__isnull=False).values("group")
    copies = Claim.objects.said_by(actor).standing().filter(group__in=groups).exclude(pk__in=keys)
    return [*keys, *copies.values_list("pk", flat=True)]


def _named(actor: Actor, name: str) -> ClaimQuerySet:
    named = Claim.objects.alias(mention=MENTION).filter(mention=name[:MENTIONED_AS])
    return named.said_by(actor).standing().newest_first()


def _names(actor: Actor) -> list[tuple[str, int]]:
    """As what the newest claims name it, and how often."""
    headings = Heading.objects.filter(under=Heading.Under.SPEAKER, key=actor.pk).newest_first()
    newest = list(headings.values_list("claim", flat=True)[:NAMED_AMONG])
    named = Claim.objects.filter(pk__in=newest).order_by().annotate(mention=MENTION).exclude(mention="")
    return list(named.values_list("mention").annotate(number=Count("pk")).order_by("-number", "mention")[:NAMES])


def _shown(actor: Actor, words: str, named: str) -> list[Claim]:
    if named:
        return list(_named(actor, named).for_display()[:SHOWN])
    listed = ListedClaim.objects.standing().said_by(actor)
    if words:
        listed = listed.matching(words)
    keys = list(listed.newest_first().values_list("pk", flat=True)[:SHOWN])
    return list(Claim.objects.for_display().filter(pk__in=keys).newest_first())


def _show(
    request: HttpRequest,
    actor: Actor,
    form: SplitForm | None = None,
    *,
    stale: Stale | None = None,
    status: int = 200,
) -> HttpResponse:
    words, named = word(request.GET, "q"), word(request.GET, "named")
    fault = fault_of(words) if words else ""
    chosen = form.keys[:MOST] if form else []
    shown = _shown(actor, "" if fault else words, named)
    kept = set(chosen) - {claim.pk for claim in shown}
    context: dict[str, Any] = {
        "actor": actor,
        "form": form,
        "aliases": [alias.text for alias in actor.aliases.all() if alias.text != actor.name],
        "chosen_aliases": form.aliases if form else [],
        "claims": shown,
        "chosen": chosen,
        "kept": ",".join(map(str, sorted(kept))),
        "kept_number": len(kept),
        "names": _names(actor),
        "words": words,
        "named": named,
        "fault": fault,
        "kinds": Actor.Kind.choices,
        "shown": SHOWN,
        "stale": stale,
    }
    return render(request, "actors/split.html", context, status=status)


def _preview(request: HttpRequest, actor: Actor, form: SplitForm, keys: list[int]) -> HttpResponse:
    sample = Claim.objects.for_display().filter(pk__in=keys[:MOST]).newest_first()[:SAMPLE]
    context = {
        "actor": actor,
        "form": form,
        "keys": ",".join(map(str, keys)),
        "number": len(keys),
        "most": MOST,
        "sample": sample,
        "kind": Actor.Kind(form.cleaned_data["kind"]).label,
    }
    return render(request, "actors/split_preview.html", context)

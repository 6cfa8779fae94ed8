"""The links of an event that was merged into another, and the way back.

Machine links move. Where a decision holds the claim's places, these are written anew from it: since the merge the claim
may have been placed elsewhere, or continued on another text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claims.models import Claim, Link
from claims.services.in_force import histories_of, value_of
from claims.services.state import write_links

if TYPE_CHECKING:
    from claims.models import Event, Review

__all__ = ["move_links", "place_as_decided", "return_links"]

FIELDS = ("score", "reason", "state")


def move_links(event: Event, into: Event) -> list[dict[str, Any]]:
    """Give the other event the claims of this one. Where a claim is linked to both, a person's word counts for more
    than a machine's. Returns the links as they were."""
    links = list(event.links.order_by("id"))
    beside = {link.claim_id: link for link in into.links.filter(claim__in=[link.claim_id for link in links])}
    moved = []
    for link in links:
        other = beside.get(link.claim_id)
        moved.append(_told(link) | {"beside": other and _told(other)})
        if other is None:
            link.event = into
        elif other.state == Link.State.PROPOSED != link.state:
            other.state, other.reason, other.score = link.state, link.reason, link.score
    Link.objects.bulk_update([link for link in links if link.claim_id not in beside], ["event"])
    Link.objects.bulk_update(beside.values(), ["state", "reason", "score"])
    event.links.all().delete()
    return moved


def return_links(event: Event, merge: Review) -> None:
    """As they were before the merge, for claims that are still there."""
    moved = {one["claim"]: one for one in merge.after["moved"]}
    into = merge.after["merged_into"]
    for link in Link.objects.filter(event=into, claim__in=moved):
        before = moved[link.claim_id]["beside"]
        if before is None:
            link.delete()
        else:
            for name in FIELDS:
                setattr(link, name, before[name])
            link.save()
    taken = set(event.links.values_list("claim", flat=True))
    known = set(Claim.objects.filter(pk__in=moved).values_list("pk", flat=True))
    Link.objects.bulk_create(
        Link(claim_id=key, story=event.story, event=event, **{name: moved[key][name] for name in FIELDS})
        for key in known - taken
    )


def place_as_decided(event: Event, into: int | None) -> None:
    """The claims of either event whose places a decision holds, once the merge, or its undo, is saved."""
    touched = Link.objects.filter(event__in=[event.pk, into]).values("claim")
    held = list(Claim.objects.filter(pk__in=touched, held__contains=[Claim.Field.EVENT]).order_by("pk"))
    wanted: dict[int, list[dict[str, Any]]] = {}
    for key, history in histories_of(held).items():
        decided = value_of(history, Claim.Field.EVENT)
        if decided and "links" in decided:
            wanted[key] = [*decided["links"]]
    for link in Link.objects.filter(claim__in=wanted, state=Link.State.PROPOSED):
        wanted[link.claim_id].append(_whole(link))
    write_links(wanted)


def _whole(link: Link) -> dict[str, Any]:
    return {"story": link.story_id, "event": link.event_id, **_told(link)}


def _told(link: Link) -> dict[str, Any]:
    return {"claim": link.claim_id, **{name: getattr(link, name) for name in FIELDS}}

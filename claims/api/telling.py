"""Rows as the API tells of them. Asks the database nothing that the caller has not fetched."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from claims.api.shapes import claims as shapes
from claims.api.shapes import common
from claims.citing import web_address

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.backends.postgresql.psycopg_any import DateRange

    from actors.models import Actor
    from claims.models import Claim, ClaimSpeaker, Event, Link, Review, Story
    from sources.models import Article, Outlet

__all__ = ["actor_ref", "article_ref", "claim_detail", "claim_item", "days", "outlet_ref", "place", "review"]

AROUND = 32
"""Code points before and behind a quotation, by which it is found again."""

type Absolute = Callable[[str], str]
"""Makes an address of ours absolute."""


def actor_ref(actor: Actor) -> common.ActorRef:
    return common.ActorRef(slug=actor.slug, name=actor.name, kind=actor.kind)


def outlet_ref(outlet: Outlet) -> common.OutletRef:
    return common.OutletRef(slug=outlet.slug, name=outlet.name)


def article_ref(article: Article) -> common.ArticleRef:
    return common.ArticleRef(
        id=article.pk,
        title=article.title,
        outlet=outlet_ref(article.outlet),
        published_on=article.published_on,
        canonical_url=web_address(article.url),
    )


def days(held: DateRange) -> common.Days:
    return common.Days(start=held.lower, end=held.upper and held.upper - dt.timedelta(1))


def place(story: Story, event: Event | None) -> common.Place:
    return common.Place(
        story=common.StoryRef(slug=story.slug, title=story.title),
        event=common.EventRef(id=event.pk, title=event.title) if event else None,
    )


def claim_item(claim: Claim, absolute: Absolute) -> shapes.ClaimItem:
    """`claim` fetched for display."""
    said_on = claim.said_on and shapes.SaidOn(
        edtf=claim.said_on_edtf, text=claim.said_on_text, days=days(claim.said_on)
    )
    return shapes.ClaimItem(
        id=claim.pk,
        url=absolute(claim.get_absolute_url()),
        kind=claim.kind,
        content=claim.content_text,
        source=claim.source_text,
        cue=shapes.Cue(text=claim.cue_text, cue_class=claim.cue_class),
        speakers=[_speaker(speaker) for speaker in claim.speakers.all()],
        unnamed=claim.unnamed,
        day=claim.day,
        said_on=said_on or None,
        dates=[
            shapes.MeantDate(
                text=date.text,
                start=date.start,
                end=date.end,
                type=date.type,
                value=date.value,
                edtf=date.edtf,
                days=days(date.days) if date.days else None,
            )
            for date in claim.dates.all()
        ],
        places=[place(link.story, link.event) for link in _told(claim)],
        article=article_ref(claim.snapshot.article),
        state=claim.state,
        doubtful=claim.doubtful,
        confidence=claim.confidence,
        further_appearances=claim.further_appearances,
        version=claim.version,
        created_at=claim.created_at,
        updated_at=claim.updated_at,
    )


def claim_detail(
    claim: Claim, appearances: Sequence[Claim], reviews: Sequence[Review], absolute: Absolute
) -> shapes.ClaimDetail:
    """`claim` with its text, and what hangs on it."""
    text, article = claim.snapshot.text, claim.snapshot.article
    return shapes.ClaimDetail(
        **claim_item(claim, absolute).model_dump(),
        selectors=shapes.Selectors(
            source=_selectors(text, claim.source),
            cue=_selectors(text, claim.cue),
            content=_selectors(text, claim.content),
        ),
        snapshot=claim.snapshot.number,
        outdated=article.latest_id != claim.snapshot_id,
        continues=claim.continues_id,
        links=[
            shapes.LinkOut(
                **place(link.story, link.event).model_dump(), score=link.score, reason=link.reason, state=link.state
            )
            for link in _told(claim)
        ],
        candidates=[
            shapes.Candidate(actor=actor_ref(candidate.actor), score=candidate.score, reason=candidate.reason)
            for candidate in claim.candidates.all()
        ],
        appearances=[
            shapes.Appearance(id=other.pk, article=article_ref(other.snapshot.article)) for other in appearances
        ],
        reviews=[review(one) for one in reviews],
    )


def review(one: Review) -> shapes.ReviewOut:
    """`one` with who decided, and the decision that undid it."""
    undone_by = getattr(one, "undone_by", None)
    return shapes.ReviewOut(
        id=one.pk,
        action=one.action,
        fields=one.fields,
        by=one.by.get_username(),
        at=one.at,
        note=one.note,
        undoes=one.undoes_id,
        undone_by=undone_by and undone_by.pk,
        before=one.before,
        after=one.after,
    )


def _speaker(speaker: ClaimSpeaker) -> shapes.Speaker:
    return shapes.Speaker(
        actor=actor_ref(speaker.who),
        role=speaker.role,
        on_behalf_of=actor_ref(speaker.for_whom) if speaker.for_whom else None,
        position=speaker.position_id,
    )


def _told(claim: Claim) -> list[Link]:
    return [link for link in claim.links.all() if link.state != link.State.REJECTED]


def _selectors(text: str, spans: Sequence[Sequence[int]]) -> list[shapes.Selector]:
    return [
        shapes.Selector(
            start=start,
            end=end,
            exact=text[start:end],
            prefix=text[max(0, start - AROUND) : start],
            suffix=text[end : end + AROUND],
        )
        for start, end in spans
    ]

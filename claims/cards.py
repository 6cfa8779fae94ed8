"""A claim, wherever it stands, written as markup.

Lists have dozens of them, and a template takes several times as long, because it resolves and escapes each value on its
own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from claims.blind import as_found
from claims.markup import NOTHING, joined, markup
from claims.roles import role_beside
from claims.templatetags import said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

    from claims.blind import Question
    from claims.models import Claim, ClaimSpeaker

__all__ = ["Look", "write_card", "write_days"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a page shows its claims."""

    density: str = "card"
    """Line, card or full."""
    colours: dict[int, str] | None = None
    """From `claims.colours.speaker_colours`, where the page colours its speakers."""
    dated: bool = False
    """The day stands beside the claim already."""
    fresh_after: int | None = None
    """The key after which claims are new to the person."""
    selectable: bool = False
    editing: bool = False
    """The person decides about claims."""
    asked: dict[int, Question] = field(default_factory=dict)
    """From `claims.blind.questions`: these claims are shown as the machine found them."""


def write_days(claims: Iterable[Claim], look: Look) -> SafeString:
    """Claims in their order under the days on which they were said; `look` is dated."""
    return joined(
        markup(
            '<section class="day">\n<h3>{}</h3>\n<div>{}</div>\n</section>',
            said.written(day),
            joined(write_card(claim, look) for claim in of_day),
        )
        for day, of_day in groupby(claims, lambda claim: claim.day)
    )


def write_card(claim: Claim, look: Look) -> SafeString:
    """`claim` is from `.for_display()`."""
    claim = as_found(claim, look.asked.get(claim.pk))
    return markup(
        '<article class="claim claim-{} claim-{}" data-claim="{}">\n<header>\n<p class="who">{}\n{}</p>\n'
        '<p class="when">\n{} {} {}\n</p>\n</header>\n{}\n{}</article>\n',
        look.density,
        claim.state,
        claim.pk,
        _box(claim) if look.selectable and look.density != "full" else NOTHING,
        _who(claim, look.colours),
        _fresh(claim, look.fresh_after),
        _when(claim, look.dated),
        _standing(claim, look.editing),
        _words(claim, look.density == "full"),
        _where(claim) if look.density != "line" else NOTHING,
    )


def _box(claim: Claim) -> SafeString:
    return markup(
        '<label class="pick"><input type="checkbox" name="claim" value="{}" form="collect">'
        '<span class="hidden">Select this claim</span></label>',
        claim.pk,
    )


def _who(claim: Claim, colours: dict[int, str] | None) -> SafeString:
    if speakers := claim.speakers.all():
        return joined((_speaker(speaker, colours) for speaker in speakers), " and ")
    return markup(
        '<span class="unnamed{}">{}</span>\n',
        " speaker-0" if colours else "",
        claim.unnamed or claim.speaker_name or "speaker unknown",
    )


def _speaker(speaker: ClaimSpeaker, colours: dict[int, str] | None) -> SafeString:
    who, whom = speaker.who, speaker.for_whom
    role = NOTHING
    if whom:
        behalf = markup('<a href="{}"><bdi>{}</bdi></a>', whom.get_absolute_url(), whom)
        told = role_beside(speaker.role, whom.name)
        role = markup('<span class="role">{}{}{}</span>', told, ", " if told else "", behalf)
    elif speaker.role:
        role = markup('<span class="role">{}</span>', speaker.role)
    return markup(
        '<a href="{}"{}><bdi>{}</bdi></a>\n{}\n',
        who.get_absolute_url(),
        markup(' class="{}"', said.actor_colour(who, colours)) if colours else NOTHING,
        who,
        role,
    )


def _fresh(claim: Claim, fresh_after: int | None) -> SafeString:
    return NOTHING if fresh_after is None or claim.pk <= fresh_after else markup('<b class="fresh">new</b>')


def _when(claim: Claim, dated: bool) -> SafeString | str:
    if not dated or said.several_days(claim):
        return said.said_on(claim)
    return NOTHING if claim.said_on else markup('<span title="the day of publication">reported that day</span>')


def _standing(claim: Claim, editing: bool) -> SafeString:
    address = claim.get_absolute_url()
    if why := said.doubt(claim):
        state = markup('<a class="doubt" href="{}#confidence">doubtful<span class="reason">{}</span></a>', address, why)
    else:
        state = markup('<span class="state state-{}">{}</span>', claim.state, claim.get_state_display())
    if not (editing and claim.open_reports):
        return state
    by = f" by {claim.open_reports}" if claim.open_reports > 1 else ""
    return markup('{} <a class="warm reported" href="{}#reports">! reported{}</a>', state, address, by)


def _words(claim: Claim, full: bool) -> SafeString:
    if claim.sentence and not full:
        sentence = joined(
            markup('<span class="in-{}">{}</span>', run.part, said.with_hits(run.text))
            if run.part
            else markup("{}", run.text)
            for run in claim.sentence
        )
        return markup(
            '<p class="words sentence-of" dir="auto"><a href="{}">{}</a></p>', claim.get_absolute_url(), sentence
        )
    cue = markup('<span class="cue">{}</span> ', claim.cue_text) if claim.cue_text else NOTHING
    words = said.quoted(claim)
    if not full:
        words = markup('<a href="{}">{}</a>', claim.get_absolute_url(), words)
    return markup('<p class="words" dir="auto">{}{}</p>', cue, words)


def _where(claim: Claim) -> SafeString:
    article = claim.snapshot.article
    published = markup(", {}", said.written(article.published_on)) if article.published_on else NOTHING
    return markup(
        '<footer>\n{}<p><a href="{}#claim-{}">{}</a>{}{}</p>\n</footer>\n',
        _about(claim),
        article.get_absolute_url(),
        claim.pk,
        article.outlet,
        published,
        _appearances(claim),
    )


def _about(claim: Claim) -> SafeString:
    about = [markup('<a href="{}">{}</a>', place.get_absolute_url(), place) for place in said.places(claim)]
    about += [markup("{}", said.about_date(named)) for named in claim.dates.all()]
    return markup('<p class="about">about\n{}\n</p>\n', joined(about, " · ")) if about else NOTHING


def _appearances(claim: Claim) -> SafeString:
    number = claim.further_appearances
    if not number:
        return NOTHING
    plural = "s" if number > 1 else ""
    return markup(' · <a href="{}#appearances">+{} appearance{}</a>', claim.get_absolute_url(), number, plural)

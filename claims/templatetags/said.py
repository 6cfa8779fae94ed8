"""What the pages say about claims: dates in words, quotation marks, speakers' colours, why a claim is doubtful."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString

from claims.citing import as_told
from claims.colours import NOBODY, colour_of
from claims.markup import NOTHING, joined, markup
from claims.models.claims import DOUBTFUL_BELOW
from claims.search import HIT_ENDS, HIT_STARTS
from claims.written_dates import write_day, write_days, write_edtf

if TYPE_CHECKING:
    from django.db.backends.postgresql.psycopg_any import DateRange

    from actors.models import Actor
    from claims.activity_plot import Period
    from claims.listing import Listing
    from claims.models import Claim, ClaimDate, Link

register = template.Library()


def _bounds(days: DateRange) -> tuple[date | None, date | None]:
    """PostgreSQL's ranges end before their upper bound."""
    return days.lower, days.upper and days.upper - timedelta(1)


def _iso(first: date | None, last: date | None) -> str:
    return str(first) if first == last else f"{first or '..'}/{last or '..'}"


@register.filter
def plain_day(day: date) -> str:
    """Without markup, for mails."""
    return write_day(day)


@register.filter
def written(day: date | None) -> SafeString | str:
    if not day:
        return "no date"
    return markup('<time datetime="{}" title="{}">{}</time>', day.isoformat(), day.isoformat(), write_day(day))


@register.filter
def written_edtf(edtf: str, days: DateRange | None = None) -> SafeString:
    """EDTF in words; the exact days on focus."""
    exact = _iso(*_bounds(days)) if days else edtf
    words = write_edtf(edtf) if edtf else (write_days(*_bounds(days)) if days else "no date")
    valid = edtf and not set(edtf) - set("0123456789-") and len(edtf) != 9
    when = markup(' datetime="{}"', edtf) if valid else NOTHING
    return markup('<time{} title="{}">{}</time>', when, exact, words)


@register.filter
def said_on(claim: Claim) -> SafeString | str:
    """When it was said; the day of publication, marked as such, where the text does not tell."""
    if claim.said_on:
        first, last = _bounds(claim.said_on)
        told = f"{_iso(first, last)}: “{claim.said_on_text}”" if claim.said_on_text else _iso(first, last)
        when = markup(' datetime="{}"', _iso(first, last)) if first == last else NOTHING
        return markup('<time{} title="{}">{}</time>', when, told, write_days(first, last))
    if not claim.day:
        return "no date"
    return markup(
        'reported <time datetime="{0}" title="{0}, the day of publication">{1}</time>',
        claim.day.isoformat(),
        write_day(claim.day),
    )


@register.filter
def as_day(typed: str | None) -> str:
    """What a date field takes: it complains of anything but a day."""
    try:
        day = parse_date(typed or "")
    except ValueError:
        return ""
    return day.isoformat() if day else ""


@register.filter
def within(listing: Listing, period: Period) -> str:
    """The list of these days alone."""
    return listing.with_(since=period.first.isoformat(), until=period.last.isoformat())


@register.filter
def minutes(span: timedelta) -> str:
    number = max(1, round(span.total_seconds() / 60))
    return f"{number} minute{'s' if number > 1 else ''}"


@register.filter
def roughly(span: timedelta) -> str:
    """“40 seconds”, “12 minutes”, “3 hours”, “2 days”: one unit is enough for a guess."""
    seconds = span.total_seconds()
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= 2 * size:
            return f"{round(seconds / size)} {unit}s"
    return f"{round(seconds)} seconds"


@register.filter
def several_days(claim: Claim) -> bool:
    return bool(claim.said_on and (claim.said_on.upper is None or claim.said_on.upper - claim.day > timedelta(1)))


@register.filter
def about_date(named: ClaimDate) -> SafeString | str:
    """A date that the claim is about."""
    if not named.edtf:
        return named.text
    days = _iso(*_bounds(named.days)) if named.days else named.edtf
    return markup('<time title="“{}”, {}">{}</time>', named.text, days, write_edtf(named.edtf))


@register.filter
def quoted(claim: Claim) -> SafeString:
    """The claim's words: a direct quote in quotation marks, others as they stand; the hits of a search marked."""
    words = getattr(claim, "headline", "") or claim.content_text
    if claim.kind != claim.Kind.DIRECT:
        return with_hits(words)
    return markup("“{}”", with_hits(words.strip().strip('“”"')))


register.filter("as_told", as_told)


@register.filter
def with_hits(words: str) -> SafeString:
    pieces = words.split(HIT_STARTS)
    hits = (piece.partition(HIT_ENDS) for piece in pieces[1:])
    return joined([markup("{}", pieces[0]), *(markup("<mark>{}</mark>{}", hit, rest) for hit, _, rest in hits)])


@register.filter
def doubt(claim: Claim) -> str:
    """Why a claim is doubtful, as a sentence; empty where it is not."""
    if not claim.doubtful:
        return ""
    if not (claim.unnamed or claim.speakers.all()):
        return f"Nobody was recognised as the speaker{f' (“{claim.source_text}”)' if claim.source_text else ''}."
    return (
        f"The probability that words and speaker are right is {claim.confidence:.0%}, less than {DOUBTFUL_BELOW:.0%}."
    )


@register.filter
def colour(claim: Claim, colours: dict[int, str] | str) -> str:
    """CSS class of the claim's speaker on this page."""
    return colour_of(claim, colours) if isinstance(colours, dict) else NOBODY


@register.filter
def actor_colour(actor: Actor, colours: dict[int, str] | str) -> str:
    return colours.get(actor.pk, NOBODY) if isinstance(colours, dict) else ""


@register.filter
def places(claim: Claim) -> list[Any]:
    """The events, and the stories without one, that the claim is linked to by links that nobody rejected."""
    links: list[Link] = [link for link in claim.links.all() if link.state != link.State.REJECTED]
    events = {link.event.pk: link.event for link in links if link.event}
    told = {event.story_id for event in events.values()}
    stories = {link.story.pk: link.story for link in links if link.story_id not in told}
    return [*events.values(), *stories.values()]

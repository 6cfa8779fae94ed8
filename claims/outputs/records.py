"""Claims as they leave the site, read in batches: one query each, whatever they hold, and never all at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import batched
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject

from claims.models import Claim, ClaimDate, ClaimSpeaker, Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.backends.postgresql.psycopg_any import DateRange
    from django.db.models import QuerySet


__all__ = ["Record", "Speaker", "days_of", "records_by_key", "records_of"]

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str
    slug: str
    role: str
    behalf: str
    behalf_slug: str


@dataclass(frozen=True, slots=True)
class Meant:
    """A date that the claim is about; the days are of PostgreSQL's range, both included."""

    text: str
    edtf: str
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Record:
    id: int
    speakers: list[Speaker]
    unnamed: str
    kind: str
    cue: str
    cue_class: str
    content: str
    source: str
    said_on: str
    """EDTF; empty where the text does not tell."""
    said_first: date | None
    said_last: date | None
    day: date | None
    """What lists sort by: the day of speaking, else of publication."""
    dates: list[Meant]
    state: str
    confidence: float
    stories: list[str]
    events: list[str]
    outlet: str
    article: int
    title: str
    url: str
    published_on: date | None
    appearances: int


def records_of(claims: QuerySet[Any]) -> Iterator[Record]:
    """In the order of `claims`, whose keys are claims' keys. These are read first, by a cursor of the server, so that
    the list is that of one moment; the rest follows in batches. What is taken down meanwhile is left out."""
    yield from records_by_key(claims.values_list("pk", flat=True).iterator(chunk_size=BATCH))


def records_by_key(keys: Iterable[int]) -> Iterator[Record]:
    for batch in batched(keys, BATCH):
        yield from _read(batch)


def days_of(days: DateRange | None) -> tuple[date | None, date | None]:
    """First and last day: PostgreSQL's ranges end before their upper bound."""
    return (days.lower, days.upper and days.upper - timedelta(1)) if days else (None, None)


def _read(keys: Iterable[int]) -> Iterator[Record]:
    order = {key: number for number, key in enumerate(keys)}
    found = Claim.objects.filter(pk__in=order, snapshot__article__removed_at__isnull=True).order_by()
    rows = [_record(row) for row in found.annotate(**_aside()).values(*FIELDS, *ASIDE)]
    yield from sorted(rows, key=lambda record: order[record.id])


FIELDS = (
    "pk",
    "unnamed",
    "speaker_name",
    "kind",
    "cue_text",
    "cue_class",
    "content_text",
    "source_text",
    "said_on",
    "said_on_edtf",
    "day",
    "state",
    "confidence",
    "snapshot__article__outlet__name",
    "snapshot__article",
    "snapshot__article__title",
    "snapshot__article__url",
    "snapshot__article__published_on",
)
ASIDE = ("told_by", "meant", "told_of", "elsewhere")


def _aside() -> dict[str, Any]:
    mine = OuterRef("pk")
    speakers = ClaimSpeaker.objects.filter(claim=mine).order_by("number")
    speaker = JSONObject(
        name=_survivor("actor", "name"),
        slug=_survivor("actor", "slug"),
        role=F("role"),
        behalf=_survivor("on_behalf_of", "name"),
        behalf_slug=_survivor("on_behalf_of", "slug"),
    )
    date_ = JSONObject(text=F("text"), edtf=F("edtf"), days=F("days"))
    link = JSONObject(story=F("story__title"), event=F("event__title"))
    links = Link.objects.standing().filter(claim=mine).order_by("-score", "id")
    others = Claim.objects.standing().filter(group=OuterRef("group")).exclude(pk=mine).order_by()
    return {
        "told_by": ArraySubquery(speakers.values(data=speaker)),
        "meant": ArraySubquery(ClaimDate.objects.filter(claim=mine).order_by("start").values(data=date_)),
        "told_of": ArraySubquery(links.values(data=link)),
        "elsewhere": Subquery(others.values("group").annotate(number=Count("pk")).values("number")),
    }


def _survivor(side: str, name: str) -> Coalesce:
    return Coalesce(F(f"{side}__canonical__{name}"), F(f"{side}__{name}"))


def _record(row: dict[str, Any]) -> Record:
    first, last = days_of(row["said_on"])
    speakers = [Speaker(**{name: value or "" for name, value in told.items()}) for told in row["told_by"]]
    return Record(
        id=row["pk"],
        speakers=speakers,
        unnamed="" if speakers else row["unnamed"] or row["speaker_name"],
        kind=row["kind"],
        cue=row["cue_text"],
        cue_class=row["cue_class"],
        content=row["content_text"],
        source=row["source_text"],
        said_on=row["said_on_edtf"] or _edtf(first, last),
        said_first=first,
        said_last=last,
        day=row["day"],
        dates=[Meant(told["text"], told["edtf"], *_range(told["days"])) for told in row["meant"]],
        state=row["state"],
        confidence=round(row["confidence"], 4),
        stories=list(dict.fromkeys(told["story"] for told in row["told_of"])),
        events=list(dict.fromkeys(told["event"] for told in row["told_of"] if told["event"])),
        outlet=row["snapshot__article__outlet__name"],
        article=row["snapshot__article"],
        title=row["snapshot__article__title"],
        url=row["snapshot__article__url"],
        published_on=row["snapshot__article__published_on"],
        appearances=1 + (row["elsewhere"] or 0),
    )


def _edtf(first: date | None, last: date | None) -> str:
    if first == last:
        return first.isoformat() if first else ""
    return f"{first or '..'}/{last or '..'}"


def _range(days: str | None) -> tuple[str | None, str | None]:
    """A range as PostgreSQL writes it into JSON: “[2026-12-01,2027-01-01)”."""
    if not days or "," not in days:
        return None, None
    first, after = days.strip("[()]").split(",")
    return first or None, (date.fromisoformat(after) - timedelta(1)).isoformat() if after else None

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, Left, NullIf
from django.utils.text import Truncator
from psycopg.sql import Literal

from actors.models import Actor, Position
from claims.models.dates import ClaimDate
from claims.models.extractions import Extraction
from claims.models.speakers import ClaimSpeaker
from sources.models import Snapshot

if TYPE_CHECKING:
    from datetime import date

    from claims.sentences import Run

DOUBTFUL_BELOW = 0.5
SEARCHED_CHARACTERS = 200_000
DECIDED_AS = 100
"""Characters of the source's words by which decided claims are found again."""
MENTIONED_AS = 100
MENTION = Left(Coalesce(NullIf("speaker_name", Value("")), "source_text"), MENTIONED_AS)
"""How the text mentions the speaker: the fullest name, else the source's words; of them the first characters."""


_STRAIGHT = str.maketrans("“”„«»", '"' * 5)


def straight(words: str) -> str:
    """With the quotation marks that a search knows, whatever marks were typed."""
    return words.translate(_STRAIGHT)


class WordsQuery(SearchQuery):
    """Its words stand in the statement itself: a plan for any words would serve neither rare nor frequent ones."""

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, tuple[Any, ...]]:
        query, words = super().as_sql(*args, **kwargs)
        return query % tuple(Literal(word).as_string().replace("%", "%%") for word in words), ()


def words_query(words: str) -> SearchQuery:
    """Words, "phrases" in any quotation marks, OR and -exclusion; accents and endings aside."""
    return WordsQuery(straight(words), config="onrecord", search_type="websearch")


# As SQL, because Django takes longer to write these than PostgreSQL to answer them, on every page with claims.
FURTHER_APPEARANCES = """
    SELECT count(*) FROM claims_claim other JOIN sources_article article ON article.latest_id = other.snapshot_id
    WHERE other.group_id = claims_claim.group_id AND other.id <> claims_claim.id
        AND other.state NOT IN ('withdrawn', 'rejected') AND article.removed_at IS NULL
"""
OPEN_REPORTS = (
    "SELECT count(*) FROM claims_report report WHERE report.claim_id = claims_claim.id AND report.state = 'open'"
)


class ClaimGroup(models.Model):
    """Appearances of one claim: the same words of the same speaker in copies of one text."""

    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Group {self.pk}"


class ClaimQuerySet(models.QuerySet["Claim"]):
    def current(self) -> Self:
        """On the latest text of an article that is not taken down."""
        return self.filter(snapshot__latest_of__isnull=False, snapshot__latest_of__removed_at__isnull=True)

    def standing(self) -> Self:
        """What lists count: current, and neither withdrawn by the machine nor rejected by a person."""
        return self.current().exclude(state__in=[Claim.State.WITHDRAWN, Claim.State.REJECTED])

    def distinct_claims(self) -> Self:
        """One appearance of each claim: the one that leads its group."""
        return self.filter(leads=True)

    def said_by(self, actor: Actor) -> Self:
        return self.filter(pk__in=ClaimSpeaker.objects.by(actor).values("claim"))

    def on_behalf_of(self, actor: Actor) -> Self:
        return self.filter(pk__in=ClaimSpeaker.objects.for_(actor).values("claim"))

    def involving(self, actor: Actor) -> Self:
        """By the actor or on the actor's behalf."""
        speakers = ClaimSpeaker.objects
        return self.filter(pk__in=(speakers.by(actor) | speakers.for_(actor)).values("claim"))

    def about(self, **place: object) -> Self:
        """On a timeline: `about(story=...)` or `about(event=...)`, by a link that nobody rejected."""
        linked = Claim.objects.filter(
            **{f"links__{name}": value for name, value in place.items()}, links__state__in=["proposed", "confirmed"]
        )
        return self.filter(pk__in=linked.values("pk"))

    def spoken_in(self, position: Position) -> Self:
        return self.filter(pk__in=ClaimSpeaker.objects.filter(position=position).values("claim"))

    def about_days(self, first: date | None, last: date | None) -> Self:
        """With a date in its words that may mean one of these days; None is an open end."""
        if first is None and last is None:
            return self
        meant = ClaimDate.objects.filter(days__overlap=DateRange(first, last, "[]"))
        return self.filter(pk__in=meant.values("claim"))

    def awaiting_review(self) -> Self:
        """Proposed by the machine and not yet decided by a person."""
        return self.standing().distinct_claims().filter(state=Claim.State.PROPOSED)

    def doubtful(self) -> Self:
        named = Exists(ClaimSpeaker.objects.filter(claim=OuterRef("pk")))
        return self.awaiting_review().filter(Q(confidence__lt=DOUBTFUL_BELOW) | Q(~named, unnamed=""))

    def matching(self, words: str) -> Self:
        """Full-text search, see `words_query`."""
        return self.filter(search=words_query(words))

    def newest_first(self) -> Self:
        return self.order_by(F("day").desc(nulls_last=True), "-id")

    def in_text_order(self) -> Self:
        return self.order_by("position", "id")

    def for_display(self) -> Self:
        """With everything that the claim partial shows, in a fixed number of queries.

        `further_appearances` counts the other standing claims of the group.
        """
        speakers, links = ClaimSpeaker.objects.all(), apps.get_model("claims", "Link").objects.all()
        return (
            self.select_related("snapshot__article__outlet")
            .defer("snapshot__text", "search")
            .annotate(further_appearances=RawSQL(FURTHER_APPEARANCES, (), models.IntegerField()))  # noqa: S611 - of our own
            .with_reports()
            .prefetch_related(
                Prefetch("speakers", speakers.select_related("actor__canonical", "on_behalf_of__canonical")),
                Prefetch("links", links.select_related("event__story", "story")),
                "dates",
            )
        )

    def with_reports(self) -> Self:
        """`open_reports` counts those who reported it, where somebody did."""
        return self.annotate(open_reports=RawSQL(OPEN_REPORTS, (), models.IntegerField()))  # noqa: S611 - of our own


class Claim(models.Model):
    """An attribution that we store. Spans are [[start, end), ...] in code points of the snapshot's text."""

    class Kind(models.TextChoices):
        DIRECT = "direct", "direct"
        INDIRECT = "indirect", "indirect"
        MIXED = "mixed", "mixed"

    class State(models.TextChoices):
        PROPOSED = "proposed", "proposed"
        CONFIRMED = "confirmed", "confirmed"
        CORRECTED = "corrected", "corrected"
        REJECTED = "rejected", "rejected"
        WITHDRAWN = "withdrawn", "withdrawn"

    class Field(models.TextChoices):
        """What a person can decide, field by field; the machine writes no field that a decision holds."""

        SPANS = "spans", "words"
        KIND = "kind", "kind"
        SPEAKER = "speaker", "speaker"
        DATE = "date", "date"
        EVENT = "event", "event"
        REJECTED = "rejected", "rejected"

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="claims")
    extraction = models.ForeignKey(
        Extraction,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="claims",
        help_text="The last run that found it; empty where a person added it.",
    )
    kind = models.CharField(max_length=8, choices=Kind)
    source = models.JSONField(default=list, blank=True)
    cue = models.JSONField(default=list, blank=True)
    content = models.JSONField()
    position = models.PositiveIntegerField(help_text="Where its first span starts.")
    content_text = models.TextField(help_text="The content's words, pieces joined by “ … ”.")
    source_text = models.TextField(blank=True)
    cue_text = models.TextField(blank=True)
    cue_class = models.CharField(max_length=40, blank=True)
    speaker_name = models.TextField(blank=True, help_text="The speaker's fullest name in the article, as extracted.")
    unnamed = models.TextField(blank=True, help_text="How the text describes a speaker whom it does not name.")
    said_on = DateRangeField(null=True, blank=True)
    said_on_text = models.TextField(blank=True)
    said_on_edtf = models.CharField(max_length=60, blank=True)
    day = models.DateField(
        null=True,
        blank=True,
        help_text="First day of said_on, else the day of publication: what lists sort by.",
    )
    confidence = models.FloatField(help_text="Probability that span and speaker are right.")
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    held = ArrayField(
        models.CharField(max_length=10, choices=Field),
        default=list,
        blank=True,
        help_text="Fields that a decision holds.",
    )
    group = models.ForeignKey(ClaimGroup, on_delete=models.SET_NULL, null=True, blank=True, related_name="claims")
    leads = models.BooleanField(default=True, help_text="Stands for its group in lists.")
    continues = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
        help_text="The reviewed claim on an earlier snapshot whose decisions this one carries on.",
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    search = models.GeneratedField(
        expression=SearchVector(Left("content_text", SEARCHED_CHARACTERS), config="onrecord"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    sentence: tuple[Run, ...] = ()
    """Its words where they stand, set by `claims.in_sentences`; no column."""
    further_appearances: int = 0
    open_reports: int = 0
    """Set by `.for_display()`."""

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(content=[]), name="claim_has_content"),
            models.CheckConstraint(condition=Q(confidence__gte=0, confidence__lte=1), name="claim_confidence"),
            models.CheckConstraint(condition=~Q(continues=F("id")), name="claim_no_continuation_of_itself"),
            models.UniqueConstraint("snapshot", "content", "source", "cue", name="claim_once"),
            models.UniqueConstraint("group", condition=Q(group__isnull=False, leads=True), name="claim_group_leader"),
            models.CheckConstraint(condition=Q(leads=True) | Q(group__isnull=False), name="claim_follows_in_group"),
        ]
        indexes = [
            models.Index(F("day").desc(nulls_last=True), F("id").desc(), name="claim_newest"),
            models.Index(fields=["snapshot", "position"], name="claim_in_text"),
            models.Index(fields=["state", "confidence"], name="claim_review"),
            GinIndex(fields=["search"], name="claim_search"),
            models.Index(
                Left("source_text", DECIDED_AS),
                F("id").desc(),
                condition=Q(state__in=["confirmed", "corrected", "rejected"]) & ~Q(source_text=""),
                name="claim_decided_as",
            ),
            models.Index(MENTION, F("id").desc(), name="claim_mention"),
        ]

    def __str__(self) -> str:
        return f"“{Truncator(self.content_text).chars(80)}”"

    def get_absolute_url(self) -> str:
        return f"/claims/{self.pk}/"

    @property
    def doubtful(self) -> bool:
        return self.state == self.State.PROPOSED and (
            self.confidence < DOUBTFUL_BELOW or not (self.unnamed or self.speakers.all())
        )

    def holds(self, field: str) -> bool:
        return field in self.held

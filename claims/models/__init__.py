"""What was said: extractions, claims and their speakers, stories and events, and what people decided about them."""

from claims.models.claims import Claim, ClaimGroup, ClaimQuerySet
from claims.models.collections import Collection, CollectionItem
from claims.models.dates import ClaimDate
from claims.models.doubts import DecidedPattern, Doubt
from claims.models.extractions import Extraction
from claims.models.listing import Heading, ListedClaim, ListedClaimQuerySet
from claims.models.people import Identity, Invitation, PersonChange
from claims.models.queue import ActorReads, ReviewLease, ReviewSkip
from claims.models.readings import WholeReading
from claims.models.reports import Report
from claims.models.reprocessings import Changes, Reprocessing, ReprocessingItem
from claims.models.reviews import Review
from claims.models.rights import EditorLimit
from claims.models.saved import Digest, FeedAddress, SavedSearch
from claims.models.second import SecondOpinion
from claims.models.speakers import ClaimCandidate, ClaimSpeaker
from claims.models.stories import Event, Link, LinkDue, Story
from claims.models.tokens import ApiToken, Scope
from claims.models.visits import Visit
from claims.models.webhooks import Webhook, WebhookDelivery

__all__ = [
    "ActorReads",
    "ApiToken",
    "Changes",
    "Claim",
    "ClaimCandidate",
    "ClaimDate",
    "ClaimGroup",
    "ClaimQuerySet",
    "ClaimSpeaker",
    "Collection",
    "CollectionItem",
    "DecidedPattern",
    "Digest",
    "Doubt",
    "EditorLimit",
    "Event",
    "Extraction",
    "FeedAddress",
    "Heading",
    "Identity",
    "Invitation",
    "Link",
    "LinkDue",
    "ListedClaim",
    "ListedClaimQuerySet",
    "PersonChange",
    "Report",
    "Reprocessing",
    "ReprocessingItem",
    "Review",
    "ReviewLease",
    "ReviewSkip",
    "SavedSearch",
    "Scope",
    "SecondOpinion",
    "Story",
    "Visit",
    "Webhook",
    "WebhookDelivery",
    "WholeReading",
]

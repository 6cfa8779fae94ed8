"""A world in which every page has something to show, and something awkward: every address of the product by name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from actors.models import Actor
from claims.access import ROLES
from claims.models import Claim, ClaimDate, ClaimGroup, ClaimSpeaker, Collection, Event, Reprocessing, Story, Webhook
from claims.services import feed_addresses, tokens
from claims.services.digests import sign
from claims.services.people.invite import invite
from claims.services.review import decide
from claims.services.second_opinion import ask
from claims.services.takedown import take_down
from claims.services.values import days_of_edtf
from claims.services.webhooks import manage
from config.leases import WorkState
from sources.models import ImportProblem
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    ClaimFactory,
    CollectionFactory,
    EventFactory,
    ExtractionFactory,
    ImportJobFactory,
    LinkFactory,
    OutletFactory,
    PositionFactory,
    SavedSearchFactory,
    StoryFactory,
    UserFactory,
    many_claims,
)

__all__ = ["World", "fill"]

LONG_NAME = "Joint Permanent Higher Commission for the Coordination of Security and Defence Affairs of"
ARABIC_NAME = "محمد شياع السوداني"
UNCERTAIN = ["2024-09-27", "2024-09", "2025-09/2025-10", "../2026-12-31", "2026~", "2026"]


@dataclass(frozen=True, slots=True)
class World:
    pages: dict[str, str]
    """Every page: its name and its address."""
    sessions: dict[str, str]
    """By role, the cookie of somebody who has signed in."""
    seen_by: dict[str, str] = field(default_factory=dict)
    """Of pages that an admin does not see so: by name, the role of who does; empty for nobody who has signed in."""


def fill() -> World:
    users: list[User] = [UserFactory(username=role, role=role) for role in ROLES]
    story: Story = StoryFactory(
        title="The withdrawal from the river forts", slug="forts", summary="Two governments agree. Neither says when."
    )
    events = [
        EventFactory(story=story, title=f"Phase {number} of the withdrawal", edtf=edtf, days=days_of_edtf(edtf))
        for number, edtf in enumerate(UNCERTAIN)
    ]
    proposed = EventFactory(
        story=story, title="On 1 May 2025", edtf="2025-05-01", days=days_of_edtf("2025-05-01"), state="proposed",
        shared="meant",
    )  # fmt: skip
    invite("ana@desk.example", "editor", [story], users[2])
    article, claim = _article(story, [*events, proposed])
    copy = _copies(claim)
    job = _imports()
    admin = users[2]
    collection: Collection = CollectionFactory(owner=admin, claims=[claim], title="For the piece on Friday")
    search = SavedSearchFactory(owner=admin, query="speaker=ana", alert="daily")
    feed_addresses.make(admin, None)
    tokens.make(admin, "The archive's nightly job", ["read"], 90)
    hook = _webhook(admin)
    gone = ArticleFactory(title="What is not to be read any more")
    take_down(gone, admin, "A court asked for it.")
    reading = Reprocessing.objects.create(pipeline="next-1.0", state="ready", prepared=True, total=9, read=9, added=4)
    big: Story = StoryFactory(title="A story of two thousand claims", slug="big")
    for number, edtf in enumerate(UNCERTAIN):
        EventFactory(story=big, title=f"Turn {number}", edtf=edtf, days=days_of_edtf(edtf))
    many_claims(big, 2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself within a minute: plans without figures can be slow
    decision = decide(claim, users[1], "confirm", claim.version, note="Heard <b>on</b> the radio.")
    claim.refresh_from_db()
    doubted = claim.snapshot.claims.in_text_order()[6]
    decide(doubted, users[1], "reject", doubted.version)
    opinion = ask(doubted, users[1])
    pages = {
        "home": "/",
        "claims": "/claims/",
        "claims searched": "/claims/?q=withdraw&sort=relevance",
        "claims narrowed": "/claims/?speaker=ana&story=forts&since=2024-01-01&kind=direct",
        "claims of none": "/claims/?q=nothing-has-these-words",
        "claims asked wrongly": "/claims/?since=yesterday&speaker=nobody",
        "claim": f"/claims/{claim.pk}/",
        "claims put on a timeline": f"/claims/place/?claim={claim.pk}&place=phase",
        "actors": "/actors/",
        "actor": "/actors/ana/",
        "actor for others": "/actors/ministry/?tab=behalf",
        "edit of an actor": "/actors/ana/edit/",
        "merge": "/actors/ana/merge/",
        "preview of a merge": "/actors/ana/merge/?into=arabic",
        "split": "/actors/ana/split/",
        "actors that may be one": "/actors/duplicates/",
        "suggested actors": "/actors/suggest/?q=ana",
        "who speaks": f"/claims/{claim.pk}/speaker/",
        "actor without claims": "/actors/empty/",
        "actor with a long name": "/actors/long/",
        "articles": "/articles/",
        "article": f"/articles/{article}/",
        "words of a claim": f"/claims/{claim.pk}/spans/",
        "a claim to add": f"/articles/{article}/claims/add/",
        "stories": "/stories/",
        "new story": "/stories/new/?q=withdraw&actor=arabic",
        "edit story": "/stories/forts/edit/",
        "history of a story": "/stories/forts/history/",
        "new event": f"/stories/forts/events/new/?claim={claim.pk}&date=late+September+2024",
        "edit event": f"/stories/forts/events/{proposed.pk}/edit/",
        "merge of events": f"/stories/forts/events/{events[0].pk}/merge/?into={events[1].pk}",
        "story": "/stories/forts/",
        "story as a table": "/stories/forts/?view=table",
        "story of one actor": "/stories/forts/?actor=ana",
        "story of 2,000 claims": "/stories/big/",
        "story by month": "/stories/forts/?zoom=2024-08",
        "saved searches": "/saved/",
        "collections": "/collections/",
        "collection": f"/collections/{collection.pk}/",
        "compare": "/compare/",
        "compared": "/compare/?who=ana&who=arabic&story=forts",
        "compared with nobody": "/compare/?who=nobody-has-this-name&since=2025-01-01&until=2024-01-01",
        "one actor in two periods": "/compare/?who=ana&until=2024-09-30&since2=2024-10-01",
        "copies side by side": f"/articles/{article}/beside/{copy}/",
        "taken down": f"/articles/{gone.pk}/",
        "deleting a collection": f"/collections/{collection.pk}/delete/",
        "stopping a digest": f"/digests/{sign(search)}/",
        "feed of a list": "/saved/?list=%2Fclaims.atom%3Fq%3Dwithdraw",
        "access for programs": "/tokens/",
        "webhooks": "/webhooks/",
        "webhook": f"/webhooks/{hook.pk}/",
        "the API's document": "/api/v1/docs",
        "review": f"/review/{claim.pk}/",
        "review of nothing": "/review/?q=nothing-has-these-words",
        "imports": "/imports/",
        "import": f"/imports/{job}/",
        "new import": "/imports/new/",
        "feeds": "/imports/feeds/",
        "undo of an import": f"/imports/{job}/undo/",
        "takedown": f"/articles/{article}/takedown/",
        "readings": "/reprocessing/",
        "people": "/people/",
        "person": f"/people/{users[1].pk}/",
        "changes to people": "/people/changes/",
        "sign-ins": "/people/sign-ins/",
        "account": "/account/",
        "log": "/log/",
        "log narrowed": "/log/?kind=claim&undone=no&since=2024-01-01",
        "decision": f"/log/{decision.pk}/",
        "agreement": "/log/agreement/",
        "figures": "/log/figures/",
        "second opinions": "/second/",
        "second opinion": f"/second/{opinion.pk}/",
        "reading again": f"/reprocessing/{reading.pk}/",
        "nothing here": "/claims/999999999/",
        "not allowed": "/imports/",
        "signing in": "/login/?next=/claims/",
    }
    seen_by = {"not allowed": "analyst", "signing in": ""}
    return World(pages, {user.username: _session(user) for user in users}, seen_by)


def _session(user: User) -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _article(story: Story, events: list[Event]) -> tuple[int, Claim]:
    """One article with overlapping claims of several speakers, one of them 400 words long; its key and its first."""
    ana: Actor = ActorFactory(name="Ana Petrova", slug="ana", aliases=["Petrova"], wikidata="Q42")
    ministry = ActorFactory(name="Ministry of Rivers", slug="ministry", kind="organization")
    office = PositionFactory(holder=ana, organization=ministry, held=DateRange(dt.date(2023, 1, 1), None))
    speakers = [
        ana,
        ActorFactory(name=ARABIC_NAME, slug="arabic"),
        ActorFactory(name=LONG_NAME, slug="long", kind="organization", state="proposed"),
        *ActorFactory.create_batch(7),
    ]
    ActorFactory(name="Nobody Quoted", slug="empty")
    story.actors.set([ana, ministry])
    sentences = [
        f"“We shall withdraw by the end of 2026, in step {number},” said speaker {number}." for number in range(30)
    ]
    sentences.append("“" + "We shall say it again and again until it is heard. " * 40 + "”")
    text, claims = "\n\n".join(sentences), []
    article = ArticleFactory(text=text, title="A title that goes on " * 8, byline="Of our <b>staff</b>")
    for number, sentence in enumerate(sentences):
        start = text.index(sentence)
        claim: Claim = ClaimFactory(
            snapshot=article.latest,
            content=[[start, start + len(sentence)]],
            cue_class=["say", "deny", "promise"][number % 3],
            kind=["direct", "indirect", "mixed"][number % 3],
            state=["proposed", "confirmed", "corrected"][number % 3],
            confidence=0.3 if number % 4 == 0 else 0.9,
            day=dt.date(2024, 7, 1) + dt.timedelta(days=9 * number),
        )
        if number % 6 == 5:
            Claim.objects.filter(pk=claim.pk).update(unnamed="an official who asked not to be <i>named</i>")
        else:
            who = speakers[number % len(speakers)]
            ClaimSpeaker.objects.create(
                claim=claim, actor=who, role="minister", position=office if who == ana else None,
                on_behalf_of=ministry if who == ana else None,
            )  # fmt: skip
        event = events[number % len(events)]
        LinkFactory(claim=claim, story=story, event=event)
        meant = {"text": "the end of 2026", "edtf": event.edtf, "days": event.days}
        ClaimDate.objects.create(claim=claim, start=17, end=35, type="DATE", value="2026", **meant)
        claims.append(claim)
    return article.pk, claims[0]


def _copies(claim: Claim) -> int:
    """The claim stands in two more outlets, in one of which the text goes on; that article's key."""
    group = ClaimGroup.objects.create()
    Claim.objects.filter(pk=claim.pk).update(group=group)
    for outlet in OutletFactory.create_batch(2):
        text = f"{claim.snapshot.text}\n\nA line of {outlet}."
        copy = ArticleFactory(outlet=outlet, copy_of=claim.snapshot.article, text=text)
        ClaimFactory(snapshot=copy.latest, content=claim.content, group=group, leads=False)
    pk: int = copy.pk
    return pk


def _webhook(admin: User) -> Webhook:
    """One that was sent something, in vain."""
    hook = manage.make(admin, f"https://archive.example/{'a-long-path/' * 12}", ["claim.created"], "speaker=ana")
    delivery = manage.test(hook)
    delivery.status, delivery.answer, delivery.error = 503, "<b>Closed</b> until Monday.", "It answered 503."
    delivery.save()
    return hook


def _imports() -> int:
    """An import that rejected a row, one that runs and one that failed; a text set aside. The first one's key."""
    finished = ImportJobFactory(
        name="archive.csv", phase="finished", state=WorkState.DONE, read_rows=2, created=1, rejected=1
    )
    ImportProblem.objects.create(
        job=finished, row=2, reason="No text.", advice="Name the column of texts.", excerpt="a,b"
    )
    ImportJobFactory(name="running " * 12, phase="importing")
    ImportJobFactory(name="broken.csv", phase="failed")
    ExtractionFactory(state=WorkState.SET_ASIDE)
    pk: int = finished.pk
    return pk

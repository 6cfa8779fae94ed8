import datetime as dt
import re
import socket
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core import mail
from django.test import Client

from claims.models import Claim, Digest, SavedSearch
from claims.services.digests import make_due, send
from claims.services.saved import change_search
from claims.tasks import digests
from config.mail import into_files, mailer
from config.settings import env
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, SavedSearchFactory, UserFactory

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)
DAY = dt.timedelta(1)


@pytest.fixture
def search() -> SavedSearch:
    owner = UserFactory(username="reader", email="reader@paper.example")
    search: SavedSearch = SavedSearchFactory(owner=owner, name="Dams", query="q=dam")
    change_search(search, "Dams", "daily")
    return search


def claim(text: str = "the dam holds", at: dt.datetime = MONDAY - DAY, **more: object) -> Claim:
    """As if it had been found at that moment."""
    made: Claim = ClaimFactory(snapshot=ArticleFactory(text=text).latest, kind="indirect", **more)
    Claim.objects.filter(pk=made.pk).update(created_at=at)
    return made


def sent_on(moment: dt.datetime) -> list[mail.EmailMessage]:
    """What the mail server was given when beat and workers came by."""
    before = len(mail.outbox)
    for key in make_due(moment):
        send(key, moment)
    return mail.outbox[before:]


def test_new_claims_in_their_sentences(search: SavedSearch, settings: LazySettings) -> None:
    settings.SITE_URL = "https://onrecord.example"
    text = "It rained. Ana said the <b>dam</b> holds. It rained."
    start = text.index("the <b>")
    made = claim(text, content=[[start, text.index(". It rained.", 20)]], speaker=ActorFactory(name="Ana"))
    claim("the bridge holds")
    (sent,) = sent_on(MONDAY)
    assert (sent.subject, sent.to) == ("1 new claim: Dams", ["reader@paper.example"])
    assert "Ana said the <b>dam</b> holds.\n" in sent.body
    assert f"https://onrecord.example/claims/{made.pk}/" in sent.body
    assert f"https://onrecord.example/saved/{search.pk}/" in sent.body
    assert "rained" not in sent.body
    html = str(sent.alternatives[0][0])  # type: ignore[attr-defined]
    assert f'<a href="https://onrecord.example/claims/{made.pk}/">the &lt;b&gt;dam&lt;/b&gt; holds</a>' in html


def test_once_a_day_and_only_what_is_new(search: SavedSearch) -> None:
    claim()
    assert len(sent_on(MONDAY)) == 1
    assert sent_on(MONDAY + dt.timedelta(hours=3)) == []
    assert sent_on(MONDAY + DAY) == []  # nothing new
    claim(at=MONDAY + DAY)
    claim(at=MONDAY + DAY)
    assert [one.subject for one in sent_on(MONDAY + 2 * DAY)] == ["2 new claims: Dams"]


def test_once_a_week(search: SavedSearch) -> None:
    change_search(search, "Dams", "weekly")
    claim()
    assert len(sent_on(MONDAY)) == 1
    claim(at=MONDAY + DAY)
    assert sent_on(MONDAY + 6 * DAY) == []
    assert len(sent_on(MONDAY + 7 * DAY)) == 1


def test_two_workers_send_it_once(search: SavedSearch) -> None:
    claim()
    (key,) = make_due(MONDAY)
    assert [send(key, MONDAY), send(key, MONDAY)] == [True, False]
    assert make_due(MONDAY) == []
    digests()
    assert Digest.objects.filter(period=MONDAY.date()).count() == 1


def test_a_claim_that_is_not_yet_settled_waits(search: SavedSearch) -> None:
    claim(at=MONDAY)
    assert sent_on(MONDAY) == []
    assert len(sent_on(MONDAY + DAY)) == 1


def test_a_mail_server_that_is_away_is_tried_again(search: SavedSearch, settings: LazySettings, client: Client) -> None:
    claim()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        away = f"smtp://127.0.0.1:{closed.getsockname()[1]}"
    works, settings.MAILERS = settings.MAILERS, {"default": mailer(env.email_url_config(away))}
    assert sent_on(MONDAY) == []
    digest = Digest.objects.get()
    assert (digest.attempts, digest.sent_at) == (1, None)
    client.force_login(search.owner, backend="django.contrib.auth.backends.ModelBackend")
    assert "The last e-mail was not sent: [Errno 111] Connection refused It is tried again at" in " ".join(
        client.get("/saved/").content.decode().split()
    )
    settings.MAILERS = works
    assert sent_on(MONDAY) == []  # not at once
    assert len(sent_on(MONDAY + dt.timedelta(minutes=5))) == 1


def test_what_was_never_sent_stands_in_the_next(search: SavedSearch) -> None:
    claim()
    search.owner.email = ""
    search.owner.save()
    assert sent_on(MONDAY) == []
    assert Digest.objects.get().error.startswith("You have no e-mail address here")
    search.owner.email = "reader@paper.example"
    search.owner.save()
    claim(at=MONDAY)
    assert [one.subject for one in sent_on(MONDAY + DAY)] == ["2 new claims: Dams"]
    assert make_due(MONDAY + DAY) == []


@pytest.mark.parametrize("field", ["is_active", "role"])
def test_who_may_not_read_gets_nothing(search: SavedSearch, field: str) -> None:
    claim()
    if field == "role":
        search.owner.groups.clear()
    else:
        search.owner.is_active = False
        search.owner.save()
    assert sent_on(MONDAY) == []


def test_it_is_stopped_from_the_mail_without_signing_in(search: SavedSearch, client: Client) -> None:
    claim()
    (sent,) = sent_on(MONDAY)
    address = re.sub("^<http://localhost:8000|>$", "", sent.extra_headers["List-Unsubscribe"])
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    page = client.get(address)
    assert page.status_code == 200
    assert "Send no more of these" in page.content.decode()
    search.refresh_from_db()
    assert search.alert == "daily"  # programs follow links
    outside = Client(enforce_csrf_checks=True)
    assert outside.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    search.refresh_from_db()
    assert search.alert == "none"
    for forged in (address.replace(f"/{search.pk}.", f"/{search.pk + 1}."), "/digests/x/", "/digests/1.2.3/"):
        assert client.get(forged).status_code == 404
    claim(at=MONDAY)
    assert sent_on(MONDAY + DAY) == []


def test_without_a_mail_server_it_is_a_file(search: SavedSearch, settings: LazySettings, tmp_path: Path) -> None:
    settings.MAILERS = {"default": into_files(tmp_path)}
    claim()
    sent_on(MONDAY)
    (file,) = tmp_path.iterdir()
    assert "Subject: 1 new claim: Dams" in file.read_text()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp+tls://me:secret%40x@mail.example:587", ("mail.example", 587, "me", "secret@x", True, False)),
        ("smtp+ssl://mail.example:465", ("mail.example", 465, "", "", False, True)),
        ("smtp://localhost", ("localhost", 25, "", "", False, False)),
    ],
)
def test_the_server_s_address_is_understood(address: str, expected: tuple[object, ...]) -> None:
    options = mailer(env.email_url_config(address))["OPTIONS"]
    names = ("host", "port", "username", "password", "use_tls", "use_ssl")
    assert tuple(options[name] for name in names) == expected

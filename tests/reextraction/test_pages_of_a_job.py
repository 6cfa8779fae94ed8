"""An admin begins, watches, looks, applies; every step is a plain form or link."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from claims.extraction import pipeline_version
from claims.models import Claim, Reprocessing
from claims.services.extract import request_missing
from tests.factories import ArticleFactory, OutletFactory
from tests.outputs import person, run, said
from tests.reextraction.older import QUOTED, WORDS, claim_of, looked_at, read_before, started, worked

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
TWO = f"{QUOTED} “The ferry runs again,” said Bo Lind, the captain, on Friday."


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_the_form_to_the_new_claims(sign_in: SignIn) -> None:
    wrong = said(TWO, WORDS, "Ada Quist", person("Cy Marsh"), cue="said")
    article = read_before(TWO, wrong)
    client = sign_in("admin")
    assert "<b>1</b> article would be read again: 1 read by test-1" in page(client, "/reprocessing/")

    address = client.post("/reprocessing/").headers["Location"]
    job = Reprocessing.objects.get()
    assert address == f"/reprocessing/{job.pk}/"
    assert "listing the articles" in page(client, address)

    worked(job)
    shown = page(client, address)
    assert "Apply to 1 article" in shown
    assert 'href="?kind=speaker#changes"' in shown
    assert "The ferry runs again" in shown, "first those that are added"
    speaker = page(client, f"{address}?kind=speaker")
    assert "<mark>Cy Marsh</mark>" in speaker
    assert "<mark>Ada Quist" in speaker
    assert f'href="/claims/{claim_of(article).pk}/"' in speaker
    assert f'href="/articles/{article.pk}/"' in speaker
    assert '<span class="piece in-cue">said</span>' in speaker
    assert Claim.objects.count() == 1

    assert client.post(address, {"action": "apply"}).headers["Location"] == address
    worked(job)
    done = page(client, address)
    assert "Applied to 1 article." in done
    assert "<form class=" not in done.replace('<form class="search"', "")
    assert Claim.objects.standing().count() == 2
    assert "has read all of these articles" in page(client, "/reprocessing/")


def test_the_form_counts_what_it_would_read(sign_in: SignIn) -> None:
    gazette = OutletFactory(name="Gazette", slug="gazette")
    read_before(outlet=gazette)
    read_before(published_at=dt.datetime(2024, 6, 1, tzinfo=dt.UTC))
    client = sign_in("admin")
    assert "<b>2</b> articles would be read again: 2 read by test-1" in page(client, "/reprocessing/?outlet=&since=")
    counted = page(client, "/reprocessing/?outlet=gazette&since=2024-09-01")
    assert "<b>1</b> article would" in counted
    assert '<input type="hidden" name="outlet" value="gazette">' in counted
    assert "nothing to read again" in page(client, "/reprocessing/?until=2024-01-01")
    client.post("/reprocessing/", {"outlet": "gazette", "since": "2024-09-01"})
    job = Reprocessing.objects.get()
    assert (job.outlet, job.since, job.until) == (gazette, dt.date(2024, 9, 1), None)
    assert "<bdi>Gazette</bdi>, since" in page(client, "/reprocessing/")


@pytest.mark.parametrize(
    ("form", "complaint"),
    [
        ({"since": "someday"}, "valid date"),
        ({"outlet": "nowhere"}, "valid choice"),
        ({"since": "2024-02-01", "until": "2024-01-01"}, "The first day comes after the last one."),
    ],
)
def test_a_form_that_cannot_be_taken_says_why(sign_in: SignIn, form: dict[str, Any], complaint: str) -> None:
    client = sign_in("admin")
    for answer in (client.post("/reprocessing/", form), client.get("/reprocessing/", form)):
        assert answer.status_code == 422
        assert complaint in answer.content.decode()
    assert not Reprocessing.objects.exists()


def test_begun_twice_it_is_one_job(sign_in: SignIn) -> None:
    client = sign_in("admin")
    first = client.post("/reprocessing/").headers["Location"]
    again = client.post("/reprocessing/", follow=True)
    assert again.redirect_chain[-1][0] == first
    assert "being done already" in again.content.decode()


def test_pause_resume_cancel(sign_in: SignIn) -> None:
    read_before()
    job = started()
    client, address = sign_in("admin"), job.get_absolute_url()
    assert 'value="pause"' in page(client, address)
    client.post(address, {"action": "pause"})
    assert "reading again, paused" in page(client, address)
    again = client.post(address, {"action": "pause"}, follow=True)
    assert "Nothing was done: the job is now paused." in again.content.decode()
    client.post(address, {"action": "resume"})
    assert 'value="pause"' in page(client, address)
    client.post(address, {"action": "cancel"})
    assert "It was cancelled, and nothing was changed." in page(client, address)
    assert client.post(address, {"action": "explode"}).status_code == 400


def test_cancelled_while_it_was_applied_it_says_what_stays(sign_in: SignIn) -> None:
    job = Reprocessing.objects.create(pipeline="x", state="cancelled", prepared=True, total=9, read=9, applied=4)
    assert "4 articles have the new claims" in page(sign_in("admin"), job.get_absolute_url())


def test_it_asks_again_while_it_runs_and_reloads_once_it_does_not(sign_in: SignIn) -> None:
    read_before()
    job = started()
    client, address = sign_in("admin"), job.get_absolute_url()
    whole = page(client, address)
    assert 'hx-trigger="every 1s"' in whole
    assert '<meta http-equiv="refresh"' in whole
    part = client.get(address, headers={"HX-Request": "true"})
    assert part.content.decode().strip().startswith('<section id="live"')
    assert "HX-Refresh" not in part.headers
    worked(job)
    part = client.get(address, headers={"HX-Request": "true"})
    assert part.headers["HX-Refresh"] == "true"
    assert "hx-get" not in part.content.decode()


def test_it_says_for_what_it_waits(sign_in: SignIn) -> None:
    read_before()
    job = started()
    client, address = sign_in("admin"), job.get_absolute_url()
    assert "Waiting for a worker" not in page(client, address)
    Reprocessing.objects.update(rate_since=timezone.now() - dt.timedelta(seconds=31))
    assert "Waiting for a worker" in page(client, address)
    Reprocessing.objects.update(pipeline="an-older-one")
    assert f"the engine is now {pipeline_version()}" in page(client, address)
    ArticleFactory()
    request_missing()
    assert "after 1 article that was never read" in page(client, address)


def test_what_was_set_aside_has_its_reason(sign_in: SignIn) -> None:
    article = read_before()
    job = looked_at()
    job.items.update(state="set_aside", error="ValueError: <b>bad</b>")
    client = sign_in("admin")
    shown = page(client, job.get_absolute_url())
    assert "ValueError: &lt;b&gt;bad&lt;/b&gt;" in shown
    assert f'href="/articles/{article.pk}/"' in shown
    client.post(job.get_absolute_url(), {"action": "retry"})
    job.refresh_from_db()
    assert (job.state, job.items.due().count()) == ("reading", 1)


def test_many_articles_come_page_by_page(sign_in: SignIn, django_assert_max_num_queries: Callable[..., Any]) -> None:
    wrong = said(QUOTED, WORDS, "Ada Quist", person("Cy Marsh"), cue="said")
    for _ in range(12):
        read_before(QUOTED, wrong)
    job = looked_at()
    client, address = sign_in("admin"), job.get_absolute_url()
    with django_assert_max_num_queries(14):
        first = page(client, f"{address}?kind=speaker")
    assert first.count('class="changed-article"') == 10
    last = job.items.order_by("pk")[9].pk
    assert f'href="?kind=speaker&amp;after={last}#changes"' in first
    assert page(client, f"{address}?kind=speaker&after={last}").count('class="changed-article"') == 2
    for query in ("kind=unheard-of", "kind=speaker&after=x"):
        assert client.get(f"{address}?{query}").status_code == 404


def test_an_erased_text_shows_no_words(sign_in: SignIn) -> None:
    read_before(TWO)
    job = looked_at()
    snapshot = job.items.get().snapshot
    type(snapshot).objects.filter(pk=snapshot.pk).update(text="", erased_at=timezone.now())
    assert "The ferry runs again" not in page(sign_in("admin"), job.get_absolute_url())


def test_the_list_of_imports_and_the_home_page_lead_there(sign_in: SignIn) -> None:
    client = sign_in("admin")
    assert 'href="/reprocessing/"' in page(client, "/imports/")
    assert 'href="/reprocessing/"' not in page(client, "/")
    read_before()
    home = page(client, "/")
    assert "was read by an older engine (test-1)" in home
    assert 'href="/reprocessing/"' in home
    job = started()
    home = page(client, "/")
    assert "older engine" not in home
    assert f'href="{job.get_absolute_url()}"' in home


def test_nobody_else_is_told(sign_in: SignIn) -> None:
    read_before()
    assert "older engine" not in page(sign_in("editor"), "/")


def test_what_one_version_read(sign_in: SignIn) -> None:
    read_before()
    two = read_before()
    run(two.latest)
    client = sign_in("admin")
    offered = page(client, "/reprocessing/")
    assert '<option value="test-1">test-1 (1)</option>' in offered
    assert "<b>2</b> articles would be read again" in offered
    assert "<b>1</b> article would be read again: 1 read by test-2" in page(client, "/reprocessing/?read_by=test-2")
    assert client.get("/reprocessing/?read_by=other").status_code == 422
    address = client.post("/reprocessing/", {"read_by": "test-2"}).headers["Location"]
    job = Reprocessing.objects.get()
    assert (job.read_by, address) == ("test-2", f"/reprocessing/{job.pk}/")
    assert "read by test-2" in page(client, address)

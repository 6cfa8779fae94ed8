"""Created, updated, unchanged, copies, rejected: which one, and what is stored."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from sources.models import Article, ImportJob, Outlet, Snapshot
from tests.factories import ArticleFactory, OutletFactory
from tests.imports.files import TEXT, outcomes, reasons, run_rows

pytestmark = pytest.mark.django_db

OTHER = "Nothing in this text is like the other one, except that it was also written down for a test of the import."
URL = "https://gazette.example/quay"
FULL = {"url": URL, "text": TEXT, "title": "Quay", "byline": "I. Holm", "published": "2024-09-19", "outlet": "Gazette"}


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        (FULL, FULL, "unchanged"),
        (FULL, {"url": f"{URL}?utm_source=x#top", "text": TEXT}, "unchanged"),
        (FULL, {**FULL, "text": TEXT.replace("\n", "\r\n")}, "unchanged"),
        (FULL, {**FULL, "text": OTHER}, "updated"),
        (FULL, {**FULL, "title": "The quay"}, "updated"),
        (FULL, {**FULL, "published": "2024-09-20"}, "updated"),
        (FULL, {**FULL, "outlet": "Herald"}, "updated"),
        ({"url": URL, "text": TEXT}, {"url": URL, "text": TEXT, "byline": "I. Holm"}, "updated"),
        ({"url": URL, "text": TEXT}, {"url": URL, "text": TEXT, "id": "7"}, "updated"),
        ({"url": URL, "text": TEXT, "id": "7"}, {"url": URL, "text": TEXT, "id": "8"}, "unchanged"),
        ({"id": "7", "outlet": "G", "text": TEXT}, {"id": "7", "outlet": "g", "text": TEXT}, "unchanged"),
        ({"id": "7", "outlet": "G", "text": TEXT}, {"id": "7", "outlet": "G", "text": TEXT, "url": URL}, "updated"),
        ({"id": "7", "outlet": "G", "text": TEXT}, {"id": "7", "outlet": "H", "text": OTHER}, "created"),
        ({"text": TEXT}, {"text": TEXT}, "unchanged"),
        ({"text": TEXT}, {"text": OTHER}, "created"),
        (FULL, {"url": "https://herald.example/quay", "text": TEXT}, "copies"),
        (FULL, {"url": "https://herald.example/quay", "text": f"{TEXT} (Agencies)"}, "copies"),
        (FULL, {"url": "https://herald.example/quay", "text": OTHER}, "created"),
    ],
)
@pytest.mark.parametrize("together", [False, True])
def test_what_a_second_row_is(
    tmp_path: Path, first: dict[str, str], second: dict[str, str], outcome: str, together: bool
) -> None:
    if together:
        found = outcomes(run_rows(tmp_path, first, second))
        found["created"] -= 1
        assert {name: count for name, count in found.items() if count} == {outcome: 1}
    else:
        assert outcomes(run_rows(tmp_path, first)) == {"created": 1}
        assert outcomes(run_rows(tmp_path, second)) == {outcome: 1}
    assert Article.objects.count() == (2 if outcome in ("created", "copies") else 1)
    for article in Article.objects.all():
        assert article.latest
        assert article.latest.number == article.snapshots.count()


def test_what_is_stored_of_an_article(tmp_path: Path) -> None:
    OutletFactory(name="Gazette", timezone="Asia/Baghdad")
    job = run_rows(tmp_path, {**FULL, "text": "One\r\ntwo\x00 😀", "published": "2024-09-18T21:30:00Z", "id": 7})
    article = Article.objects.get()
    assert (article.title, article.byline, article.url, article.external_id) == ("Quay", "I. Holm", URL, "7")
    assert article.published_at == dt.datetime(2024, 9, 18, 21, 30, tzinfo=dt.UTC)
    assert (article.published_on, article.published_precision) == (dt.date(2024, 9, 19), "time")
    assert (article.job, article.outlet.name) == (job, "Gazette")
    assert article.latest
    assert article.latest.text == "One\ntwo\ufffd 😀"


def test_a_missing_date_stays_unknown(tmp_path: Path) -> None:
    run_rows(tmp_path, {"text": TEXT})
    article = Article.objects.get()
    assert (article.published_at, article.published_on, article.published_precision) == (None, None, "")


@pytest.mark.parametrize(
    ("row", "options", "outlet"),
    [
        ({"outlet": "gazette"}, {}, "Gazette"),
        ({"outlet": "Gazette", "url": "https://wire.example/1"}, {"outlet": "Herald"}, "Gazette"),
        ({"url": "https://www.gazette.example/1"}, {}, "Gazette"),
        ({"url": "https://www.gazette.example/1"}, {"outlet": "Herald"}, "Herald"),
        ({"url": "https://www.courier.example/1"}, {}, "courier.example"),
        ({}, {}, "Unknown outlet"),
        ({"outlet": "صحيفة"}, {}, "صحيفة"),
    ],
)
def test_the_outlet(tmp_path: Path, row: dict[str, str], options: dict[str, str], outlet: str) -> None:
    OutletFactory(name="Gazette", host="gazette.example")
    run_rows(tmp_path, {**row, "text": TEXT}, **options)
    assert Article.objects.get().outlet.name == outlet


def test_outlets_whose_names_give_one_slug(tmp_path: Path) -> None:
    run_rows(tmp_path, {"text": TEXT, "outlet": "The Post"}, {"text": OTHER, "outlet": "The Post!"})
    assert list(Outlet.objects.order_by("slug").values_list("slug", flat=True)) == ["the-post", "the-post-2"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"text": " \n"}, "no text"),
        ({"url": URL}, "no text"),
        ({"text": TEXT, "url": "gazette.example/quay"}, "no http"),
        ({"text": TEXT, "url": "javascript:alert(1)"}, "no http"),
        ({"text": TEXT, "published": "03/04/2024"}, "can be 3 April or 4 March"),
        ({"text": TEXT, "published": "2999-01-01"}, "future"),
        ({"text": TEXT, "published": "1700-01-01"}, "before 1900"),
        ({"text": TEXT, "id": "x" * 501}, "longer than 500"),
        ({"text": TEXT, "outlet": "x" * 201}, "longer than 200"),
        ({"text": ["a", 1]}, "neither text nor number"),
    ],
)
def test_a_bad_row_is_rejected_and_the_others_are_taken(tmp_path: Path, row: dict[str, Any], reason: str) -> None:
    job = run_rows(tmp_path, {"text": TEXT}, row, {"text": OTHER})
    assert (outcomes(job), job.read_rows, job.phase) == ({"created": 2, "rejected": 1}, 3, ImportJob.Phase.FINISHED)
    (problem,) = job.problems.all()
    assert (problem.row, problem.line) == (2, 2)
    assert reason in problem.reason
    assert problem.advice
    assert problem.excerpt


@pytest.mark.parametrize(
    "row",
    [
        {"url": "https://a.example/1", "id": "2"},
        {"url": "https://a.example/new", "id": "2"},
    ],
)
def test_url_and_id_that_name_two_articles(tmp_path: Path, row: dict[str, str]) -> None:
    known = [{"url": f"https://a.example/{n}", "id": str(n), "text": f"{TEXT} {n}", "outlet": "A"} for n in (1, 2)]
    run_rows(tmp_path, *known)
    job = run_rows(tmp_path, {**row, "text": OTHER, "outlet": "A"})
    assert outcomes(job) == {"rejected": 1}
    assert "the URL names another one" in reasons(job)[0][1]


def test_an_id_is_not_carried_to_an_outlet_where_another_article_has_it(tmp_path: Path) -> None:
    run_rows(tmp_path, {"id": "7", "url": URL, "text": TEXT, "outlet": "A"}, {"id": "7", "text": OTHER, "outlet": "B"})
    job = run_rows(tmp_path, {"url": URL, "text": TEXT, "outlet": "B"})
    assert "already has another article" in reasons(job)[0][1]


def test_an_article_that_was_taken_down_does_not_come_back(tmp_path: Path) -> None:
    run_rows(tmp_path, FULL)
    Article.objects.update(removed_at=dt.datetime(2024, 10, 1, tzinfo=dt.UTC))
    job = run_rows(tmp_path, FULL)
    assert "taken down on 2024-10-01" in reasons(job)[0][1]


def test_new_words_make_a_new_snapshot_and_old_words_turn_nothing_back(tmp_path: Path) -> None:
    run_rows(tmp_path, FULL)
    run_rows(tmp_path, {**FULL, "text": OTHER, "title": "New"})
    assert outcomes(run_rows(tmp_path, FULL)) == {"unchanged": 1}
    article = Article.objects.get()
    assert article.latest
    assert (article.latest.text, article.latest.number, article.title) == (OTHER, 2, "New")
    assert Snapshot.objects.count() == 2


def test_an_article_that_was_made_elsewhere_is_recognised(tmp_path: Path) -> None:
    ArticleFactory(url=URL, text=TEXT)
    assert outcomes(run_rows(tmp_path, {"url": URL, "text": TEXT})) == {"unchanged": 1}

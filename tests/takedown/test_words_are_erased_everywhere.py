from pathlib import Path

import pytest

from claims.models import Claim, ClaimDate, Review
from claims.services.takedown import effects, take_down
from sources.models import Article, ImportJob, ImportProblem
from tests.factories import UserFactory
from tests.takedown.world import SECRET, URL, files_with, places, world

pytestmark = pytest.mark.django_db(transaction=True)

HELD = {
    "sources_article.title",
    "sources_article.byline",
    "sources_snapshot.text",
    "sources_importproblem.raw",
    "sources_importproblem.excerpt",
    "sources_importproblem.record",
    "sources_importproblem.cells",
    "sources_importrow.before",
    "sources_importaddress.record",
    "sources_importaddress.error",
    "sources_importjob.rehearsal",
    "claims_claim.content_text",
    "claims_claim.source_text",
    "claims_claim.unnamed",
    "claims_claim.search",
    "claims_claimspeaker.role",
    "claims_claimdate.text",
    "claims_claimcandidate.reason",
    "claims_link.reason",
    "claims_event.title",
    "claims_review.before",
    "claims_review.after",
    "claims_review.note",
    "claims_report.note",
    "claims_report.answer",
    "claims_extraction.output",
    "claims_extraction.error",
    "claims_reprocessingitem.sample",
    "claims_reprocessingitem.error",
    "django_admin_log.object_repr",
}


def test_no_column_of_any_table_holds_them(tmp_path: Path) -> None:
    article = world(tmp_path)
    assert places(SECRET) >= HELD
    assert files_with(SECRET)
    log = list(Review.objects.order_by("pk").values("pk", "by", "at", "action", "fields", "claim", "undoes"))
    claims, shown = Claim.objects.count(), effects(article)
    assert (shown.texts, len(shown.copies), len(shown.uploads)) == (2, 2, 1)
    assert [job.name for job in shown.files] == ["server.jsonl"]
    assert take_down(article, UserFactory(role="admin"), "Asked for by its author.")
    assert places(SECRET) == set()
    assert not files_with(SECRET)
    assert (tmp_path / "server.jsonl").exists()
    assert Claim.objects.count() == claims
    assert list(Review.objects.order_by("pk").values("pk", "by", "at", "action", "fields", "claim", "undoes")) == log
    assert ClaimDate.objects.exists()


def test_what_tells_it_again_is_kept(tmp_path: Path) -> None:
    article = world(tmp_path)
    outlet = article.outlet
    take_down(article, UserFactory(role="admin"), "Asked for by its author.")
    article = Article.objects.get(url=URL)
    assert (article.outlet, str(article.published_on)) == (outlet, "2024-05-03")
    assert article.removed_reason == "Asked for by its author."
    assert all(article.snapshots.values_list("erased_at", flat=True))
    upload = ImportJob.objects.get(name="rows.jsonl")
    assert upload.path == ""
    assert ImportJob.objects.exclude(pk=upload.pk).exclude(path="").count() == 2


def test_rows_about_others_keep_their_words(tmp_path: Path) -> None:
    take_down(world(tmp_path), UserFactory(role="admin"), "Asked for by its author.")
    assert ImportProblem.objects.count() == 4
    assert "Something else." in ImportProblem.objects.exclude(excerpt="").get().excerpt


def test_only_once(tmp_path: Path) -> None:
    article = world(tmp_path)
    assert take_down(article, UserFactory(role="admin"), "One.")
    assert not take_down(article, UserFactory(role="admin"), "Two.")
    assert Article.objects.get(pk=article.pk).removed_reason == "One."


def test_copies_stay_with_the_earliest_of_them_as_original(tmp_path: Path) -> None:
    take_down(world(tmp_path), UserFactory(role="admin"), "Asked for by its author.")
    five, six = (Article.objects.get(url=f"https://b.example/{n}") for n in (5, 6))
    assert (five.copy_of, six.copy_of) == (None, five)

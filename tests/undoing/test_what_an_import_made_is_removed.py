import datetime as dt
from pathlib import Path

import pytest

from actors.models import Actor
from claims.models import Claim, ClaimGroup
from claims.services import undo_import
from claims.services.regroup import regroup_due
from claims.services.reports import report
from claims.services.review import decide, undo
from claims.services.undo_import import preview
from sources.models import Article, Band, FamilyChange, Snapshot
from tests.factories import ClaimFactory, LinkFactory, UserFactory
from tests.imports.files import outcomes
from tests.outputs import new_text
from tests.undoing.world import article, brought, nothing_is_left, read_by_machine, row, told, undone

pytestmark = pytest.mark.django_db(transaction=True)


def test_all_of_it(tmp_path: Path) -> None:
    job = brought(tmp_path, *(row(number) for number in range(5)))
    for number in range(5):
        read_by_machine(article(number))
    told_before = preview(job)
    assert (told_before.removed, told_before.reverted, told_before.left) == (5, 0, 0)
    job = undone(job)
    assert job.undo == {"removed": 5, "reverted": 0, "left": 0, "reasons": {}}
    assert nothing_is_left()
    assert not any(model.objects.exists() for model in (Snapshot, Band, FamilyChange))
    assert Actor.objects.filter(name="Ada Quist").exists()


def test_the_log_stays(tmp_path: Path) -> None:
    job = undone(brought(tmp_path, row(1), row(2), row(1)))
    assert outcomes(job) == {"created": 2, "unchanged": 1}
    assert list(job.rows.order_by("row").values_list("outcome", flat=True)) == ["created", "created", "unchanged"]
    assert not job.rows.exclude(article=None).exists()


def test_the_same_file_again_makes_everything_again(tmp_path: Path) -> None:
    rows = [row(number) for number in range(3)]
    undone(brought(tmp_path, *rows))
    again = brought(tmp_path, *rows)
    assert outcomes(again) == {"created": 3}
    assert Article.objects.count() == 3


def test_in_many_slices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_import, "SLICE", 2)
    job = brought(tmp_path, *(row(number) for number in range(7)))
    assert undo_import.start(job)
    assert undo_import.undo_due(job.pk, seconds=0)
    job.refresh_from_db()
    assert (job.phase, job.state, job.pass_rows) == ("undoing", "waiting", 2)
    assert Article.objects.count() == 5
    while undo_import.undo_due(job.pk, seconds=0):
        pass
    job.refresh_from_db()
    assert (job.phase, job.undo and job.undo["removed"]) == ("undone", 7)
    assert nothing_is_left()


def test_a_decided_claim_keeps_its_article(tmp_path: Path) -> None:
    job = brought(tmp_path, row(1), row(2), row(3))
    kept, reviewed = article(2), read_by_machine(article(2))
    read_by_machine(article(3))
    review = decide(reviewed, UserFactory(), "reject", reviewed.version)
    undo(review, UserFactory())
    shown = preview(job)
    assert (shown.removed, shown.left) == (2, 1)
    assert list(shown.articles) == [(kept, "a person decided about one of its claims")]
    job = undone(job)
    assert job.undo == {
        "removed": 2,
        "reverted": 0,
        "left": 1,
        "reasons": {"a person decided about one of its claims": 1},
    }
    assert list(Article.objects.all()) == [kept]
    assert list(Claim.objects.all()) == [reviewed]


def test_a_reported_claim_keeps_its_article(tmp_path: Path) -> None:
    job = brought(tmp_path, row(1), row(2))
    report(read_by_machine(article(2)), UserFactory(), "speaker")
    assert [reason for _, reason in preview(job).articles] == ["a person reported one of its claims"]


def test_a_decision_on_an_earlier_text_keeps_it_as_well(tmp_path: Path) -> None:
    job = brought(tmp_path, row(1))
    claim = read_by_machine(article(1))
    decide(claim, UserFactory(), "confirm", claim.version)
    new_text(article(1), told(1, "And rain is near."))
    read_by_machine(article(1))
    assert undone(job).undo["left"] == 1  # type: ignore[index]
    assert Claim.objects.count() == 2


def test_what_people_added_keeps_it(tmp_path: Path) -> None:
    job = brought(tmp_path, row(1), row(2), row(3))
    ClaimFactory(snapshot=article(1).latest)
    LinkFactory(claim=read_by_machine(article(2)), state="confirmed")
    LinkFactory(claim=read_by_machine(article(3)))
    job = undone(job)
    assert (job.undo["removed"], job.undo["left"]) == (1, 2)  # type: ignore[index]
    assert set(Article.objects.all()) == {article(1), article(2)}


def test_what_a_later_import_changed_stays_until_that_is_undone(tmp_path: Path) -> None:
    first = brought(tmp_path, row(1))
    second = brought(tmp_path, row(1, title="Another title"))
    job = undone(first)
    assert job.undo["reasons"] == {"changed by a later import": 1}  # type: ignore[index]
    undone(second)
    assert article(1).title == "Title 1"


def test_what_was_taken_down_stays_so(tmp_path: Path) -> None:
    job = brought(tmp_path, row(1))
    Article.objects.update(removed_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert undone(job).undo["reasons"] == {"taken down meanwhile": 1}  # type: ignore[index]


def test_copies_that_others_brought_become_copies_of_the_earliest_of_them(tmp_path: Path) -> None:
    job = brought(tmp_path, row(1))
    later = brought(
        tmp_path,
        row(2, told(1), published="2024-05-03"),
        row(3, told(1), published="2024-05-02"),
    )
    claims = [read_by_machine(article(number)) for number in (1, 2, 3)]
    while regroup_due():
        pass
    assert outcomes(later) == {"copies": 2}
    assert Claim.objects.distinct_claims().get() == claims[0]
    undone(job)
    assert article(3).copy_of is None
    assert article(2).copy_of == article(3)
    leader = Claim.objects.distinct_claims().get()
    assert leader == claims[2]
    assert ClaimGroup.objects.get().claims.count() == 2
    assert Band.objects.filter(snapshot=article(3).latest).exists()


def test_copies_go_with_their_job_and_leave_the_original_alone(tmp_path: Path) -> None:
    brought(tmp_path, row(1))
    job = brought(tmp_path, row(2, told(1), published="2024-05-03"))
    stays, _ = read_by_machine(article(1)), read_by_machine(article(2))
    while regroup_due():
        pass
    assert ClaimGroup.objects.exists()
    undone(job)
    stays.refresh_from_db()
    assert (stays.group, stays.leads) == (None, True)
    assert not ClaimGroup.objects.exists()


def test_only_once_and_only_when_it_is_over(tmp_path: Path) -> None:
    job = brought(tmp_path, row(1))
    assert undo_import.start(job)
    assert not undo_import.start(job)
    while undo_import.undo_due(job.pk):
        pass
    assert not undo_import.start(job)

from pathlib import Path

import pytest

from claims.models import Claim
from claims.services.review import decide
from claims.services.undo_import import preview
from sources.models import Article, Snapshot
from tests.factories import UserFactory
from tests.imports.files import outcomes
from tests.outputs import run, said
from tests.undoing.world import QUOTE, article, brought, nothing_is_left, read_by_machine, row, told, undone

pytestmark = pytest.mark.django_db(transaction=True)


def test_its_text_and_its_claims(tmp_path: Path) -> None:
    brought(tmp_path, row(1))
    before = read_by_machine(article(1))
    job = brought(tmp_path, row(1, told(1, "“We dig on,” Bo Lind said."), title="Dug on"))
    latest = article(1).latest
    run(latest, said(latest.text, "We dig on"))  # type: ignore[union-attr]
    assert [claim.content_text for claim in Claim.objects.standing()] == ["We dig on"]
    assert preview(job).reverted == 1
    job = undone(job)
    assert job.undo == {"removed": 0, "reverted": 1, "left": 0, "reasons": {}}
    assert (article(1).title, article(1).latest) == ("Title 1", before.snapshot)
    assert list(Claim.objects.standing()) == [before]
    assert Snapshot.objects.count() == 1


def test_fields_of_every_kind(tmp_path: Path) -> None:
    first = {"url": "https://a.example/1", "text": told(1), "outlet": "Gazette", "byline": "Una Rask"}
    brought(tmp_path, {**first, "published": "2024-05-01"})
    was = Article.objects.values().get()
    job = brought(
        tmp_path,
        {
            **first,
            "published": "2024-06-01T10:00:00Z",
            "outlet": "Courier",
            "byline": "Ove Rask",
            "id": "x-7",
            "title": "New",
        },
    )
    changed = Article.objects.values().get()
    different = {name for name in was if was[name] != changed[name]}
    assert different >= {"outlet_id", "byline", "title", "published_at", "published_on", "external_id"}
    undone(job)
    now = Article.objects.values().get()
    assert {name for name in was if was[name] != now[name]} == {"updated_at"}


def test_two_changes_by_one_job(tmp_path: Path) -> None:
    brought(tmp_path, row(1))
    job = brought(tmp_path, row(1, told(1, "Rain is near.")), row(2), row(1, told(1, "Rain is far."), title="Far"))
    assert article(1).snapshots.count() == 3
    job = undone(job)
    assert (job.undo["removed"], job.undo["reverted"]) == (1, 1)  # type: ignore[index]
    assert article(1).snapshots.get().text == told(1)
    assert article(1).title == "Title 1"


def test_made_and_changed_by_one_job(tmp_path: Path) -> None:
    job = undone(brought(tmp_path, row(1), row(1, told(1, "Rain is near."))))
    assert job.undo["removed"] == 1  # type: ignore[index]
    assert nothing_is_left()


def test_a_decision_on_the_new_text_keeps_it(tmp_path: Path) -> None:
    brought(tmp_path, row(1))
    job = brought(tmp_path, row(1, told(1, "Rain is near.")))
    claim = read_by_machine(article(1))
    decide(claim, UserFactory(), "confirm", claim.version)
    assert undone(job).undo["reasons"] == {"a person decided about one of its claims": 1}  # type: ignore[index]
    assert article(1).latest == claim.snapshot


def test_a_decision_on_the_earlier_text_is_in_force_there_again(tmp_path: Path) -> None:
    brought(tmp_path, row(1))
    claim = read_by_machine(article(1))
    decide(claim, UserFactory(), "confirm", claim.version)
    job = brought(tmp_path, row(1, f"Late. {told(1)}"))
    continued = read_by_machine(article(1))
    assert continued.continues == claim
    assert undone(job).undo["reverted"] == 1  # type: ignore[index]
    standing = Claim.objects.standing().get()
    assert (standing, standing.state) == (claim, "confirmed")
    later = brought(tmp_path, row(1, f"Later. {told(1)}"))
    assert read_by_machine(article(1)).continues == claim
    assert outcomes(later) == {"updated": 1}


def test_not_while_a_later_text_stands_on_it(tmp_path: Path) -> None:
    brought(tmp_path, row(1))
    second = brought(tmp_path, row(1, told(1, "Rain is near.")))
    third = brought(tmp_path, row(1, told(1, "Rain is far.")))
    assert undone(second).undo["reasons"] == {"changed by a later import": 1}  # type: ignore[index]
    undone(third)
    assert article(1).latest.text == told(1, "Rain is near.")  # type: ignore[union-attr]


def test_an_earlier_id_that_is_anothers_by_now(tmp_path: Path) -> None:
    same = {"outlet": "Gazette", "published": "2024-05-01"}
    brought(tmp_path, {**same, "text": told(1), "id": "x-1", "url": "https://a.example/1"})
    job = brought(tmp_path, {**same, "outlet": "Courier", "text": told(1), "url": "https://a.example/1"})
    brought(tmp_path, {**same, "text": told(2), "id": "x-1", "url": "https://a.example/2"})
    job = undone(job)
    assert job.undo["left"] == 1  # type: ignore[index]
    assert article(1).outlet.name == "Courier"


def test_the_text_is_compared_again(tmp_path: Path) -> None:
    brought(tmp_path, row(1), row(2, told(1), published="2024-05-02"))
    job = brought(tmp_path, row(2, told(2), published="2024-05-02"))
    assert article(2).copy_of is None
    first, second = read_by_machine(article(1)), QUOTE
    undone(job)
    assert article(2).copy_of == article(1)
    assert first.content_text == second

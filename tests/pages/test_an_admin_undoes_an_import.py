from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from claims.services.review import decide
from claims.services.undo_import import undo_due
from sources.models import Article, ImportJob
from tests.factories import UserFactory
from tests.undoing.world import article, brought, read_by_machine, row, told

pytestmark = pytest.mark.django_db


def test_what_would_happen_and_then_it_does(sign_in: Callable[..., Client], tmp_path: Path) -> None:
    brought(tmp_path, row(1))
    job = brought(tmp_path, row(1, told(1, "Rain is near.")), row(2), row(3))
    claim = read_by_machine(article(3))
    decide(claim, UserFactory(), "confirm", claim.version)
    client = sign_in("admin")
    address = f"/imports/{job.pk}/undo/"
    shown = client.get(address).content.decode()
    assert "<b>1</b> article would be removed, with its texts and claims." in shown
    assert "<b>1</b> article would be turned back to what it was before." in shown
    assert "1: a person decided about one of its claims" in shown
    assert f'href="/articles/{article(3).pk}/"' in shown
    assert client.post(address).headers["Location"] == f"/imports/{job.pk}/"
    job.refresh_from_db()
    assert job.phase == ImportJob.Phase.UNDOING
    while undo_due(job.pk):
        pass
    assert Article.objects.count() == 2
    assert client.get(address).headers["Location"] == f"/imports/{job.pk}/"
    assert client.post(address).headers["Location"] == f"/imports/{job.pk}/"


def test_nothing_to_undo(sign_in: Callable[..., Client], tmp_path: Path) -> None:
    brought(tmp_path, row(1))
    job = brought(tmp_path, row(1))
    shown = sign_in("admin").get(f"/imports/{job.pk}/undo/").content.decode()
    assert "There is nothing to undo" in shown
    assert "<button" not in shown.partition("<main")[2].partition("</main")[0]


def test_all_of_it_stays(sign_in: Callable[..., Client], tmp_path: Path) -> None:
    job = brought(tmp_path, row(1))
    claim = read_by_machine(article(1))
    decide(claim, UserFactory(), "confirm", claim.version)
    shown = sign_in("admin").get(f"/imports/{job.pk}/undo/").content.decode()
    assert "Nothing can be undone: its one article stays." in shown


@pytest.mark.parametrize("role", ["analyst", "editor"])
def test_nobody_else(sign_in: Callable[..., Client], tmp_path: Path, role: str) -> None:
    job = brought(tmp_path, row(1))
    client = sign_in(role)
    assert client.get(f"/imports/{job.pk}/undo/").status_code == 403
    assert client.post(f"/imports/{job.pk}/undo/").status_code == 403
    assert Article.objects.exists()

import pytest
from django.db import IntegrityError
from django.utils import timezone

from sources.models import Snapshot
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db


def snapshot() -> Snapshot:
    latest = ArticleFactory().latest
    assert latest is not None
    return latest


@pytest.mark.parametrize("change", [{"text": "other words"}, {"sha256": b"0"}, {"text": ""}])
def test_the_database_refuses_a_change(change: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match="never changes"):
        Snapshot.objects.filter(pk=snapshot().pk).update(**change)


def test_a_takedown_may_erase_the_text() -> None:
    Snapshot.objects.filter(pk=snapshot().pk).update(text="", erased_at=timezone.now())
    assert Snapshot.objects.get().text == ""


def test_an_erased_text_is_empty() -> None:
    with pytest.raises(IntegrityError, match="snapshot_erased_is_empty"):
        Snapshot.objects.filter(pk=snapshot().pk).update(erased_at=timezone.now())

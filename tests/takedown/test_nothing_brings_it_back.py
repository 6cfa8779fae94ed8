from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from claims import extraction
from claims.models import Claim, Extraction
from claims.services.extract import extract_due, request_missing
from claims.services.review import Refused, decide
from claims.services.takedown import take_down
from sources.models import Article, ImportJob
from sources.services.control import retry
from tests.factories import UserFactory
from tests.imports.files import outcomes, reasons, run_rows
from tests.takedown.world import SECRET, URL, places, text, uploaded
from tests.undoing.world import read_by_machine

pytestmark = pytest.mark.django_db(transaction=True)
ROW: dict[str, Any] = {"url": URL, "title": f"On the {SECRET}", "published": "2024-05-03", "text": text()}


@pytest.fixture
def article() -> Article:
    uploaded(ROW)
    return Article.objects.get()


def removed(article: Article) -> Article:
    assert take_down(article, UserFactory(role="admin"), "Asked for.")
    return article


def test_no_run_that_waits(article: Article) -> None:
    assert request_missing() == 1
    removed(article)
    assert not Extraction.objects.due().exists()
    assert request_missing() == 0
    assert extract_due() == 0


def test_no_run_that_is_going_on(article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine has the text already when the article goes."""
    request_missing()
    read = extraction.extract_many

    def slowly(documents: Any) -> Any:
        outputs = list(read(documents))
        assert any(found["claims"] for found in outputs)
        removed(article)
        return outputs

    monkeypatch.setattr(extraction, "extract_many", slowly)
    assert extract_due() == 1
    assert not Claim.objects.exists()
    assert places(SECRET) == set()
    run = Extraction.objects.get()
    assert (run.state, run.output, run.error) == ("done", None, "")
    connection.close()


def test_no_import(article: Article, tmp_path: Path) -> None:
    removed(article)
    job = run_rows(tmp_path, {**ROW, "text": text("Once more.")}, {**ROW, "url": f"{URL}?utm_source=feed"})
    assert outcomes(job) == {"rejected": 2}
    assert all("was taken down on" in reason for _, reason in reasons(job))
    assert places(SECRET) == set()


def test_no_second_try_of_the_rejected_rows(article: Article) -> None:
    removed(article)
    assert not retry(ImportJob.objects.get())


def test_no_decision(article: Article) -> None:
    uploaded({**ROW, "url": f"{URL}/2", "text": "“The well is dry,” Ada Quist said."})
    other = Article.objects.get(url=f"{URL}/2")
    claim = read_by_machine(other)
    removed(other)
    claim.refresh_from_db()
    with pytest.raises(Refused, match="taken down"):
        decide(claim, UserFactory(), "confirm", claim.version)

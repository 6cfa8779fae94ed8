from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from sources.models import Article
from tests.factories import ArticleFactory, ImportJobFactory, OutletFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(tmp_path: Path) -> Article:
    job = ImportJobFactory(path=str(tmp_path / "articles.jsonl"), name="articles.jsonl")
    made: Article = ArticleFactory(title="Talks begin", job=job)
    ArticleFactory(title="Talks have begun", copy_of=made, outlet=OutletFactory(name="Gazette"))
    return made


def test_from_the_article_to_its_end(sign_in: Callable[..., Client], article: Article, tmp_path: Path) -> None:
    client = sign_in("admin")
    address = f"/articles/{article.pk}/takedown/"
    assert f'href="{address}"' in client.get(f"/articles/{article.pk}/").content.decode()
    shown = client.get(address).content.decode()
    assert "This cannot be undone." in shown
    assert "Its 1 copy in other places stays" in shown
    assert "Gazette" in shown
    assert f"<bdi>{tmp_path}/articles.jsonl</bdi>" in shown
    assert "lies on the server and stays there" in shown
    assert client.post(address, {"reason": "Asked for."}).headers["Location"] == f"/articles/{article.pk}/"
    article.refresh_from_db()
    assert (article.title, article.removed_reason, article.removed_by) == (
        "",
        "Asked for.",
        client.get("/").wsgi_request.user,
    )
    assert client.get(f"/articles/{article.pk}/").status_code == 410
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("reason", ["", "  ", "x" * 1001])
def test_not_without_a_reason(sign_in: Callable[..., Client], article: Article, reason: str) -> None:
    response = sign_in("admin").post(f"/articles/{article.pk}/takedown/", {"reason": reason})
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert Article.objects.visible().filter(pk=article.pk).exists()


@pytest.mark.parametrize("role", ["analyst", "editor"])
def test_nobody_else(sign_in: Callable[..., Client], article: Article, role: str) -> None:
    client = sign_in(role)
    assert "takedown" not in client.get(f"/articles/{article.pk}/").content.decode()
    assert client.get(f"/articles/{article.pk}/takedown/").status_code == 403
    assert client.post(f"/articles/{article.pk}/takedown/", {"reason": "x"}).status_code == 403

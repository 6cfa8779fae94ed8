import csv
import io
from collections.abc import Callable

import docx
import pytest
from django.contrib.auth.models import User
from django.http import FileResponse, StreamingHttpResponse
from django.test import Client

from claims.models import Claim, Collection
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, CollectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def collection() -> Collection:
    text = "“We *leave* now,” she said."
    article = ArticleFactory(text=text, title="Troops [go]", url="https://river.example/a_b")
    claim: Claim = ClaimFactory(snapshot=article.latest, content=[[0, 16]], speaker=ActorFactory(name="Ana Petrova"))
    made: Collection = CollectionFactory(title="End date", description="- for noon", claims=[claim, ClaimFactory()])
    made.items.filter(claim=claim).update(note="=first\n# to say")
    Claim.objects.exclude(pk=claim.pk).delete()
    return made


@pytest.fixture
def fetch(client: Client, collection: Collection) -> Callable[[str], bytes]:
    owner: User = collection.owner
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")

    def read(form: str) -> bytes:
        response = client.get(f"/collections/{collection.pk}.{form}")
        assert response.status_code == 200
        streamed = isinstance(response, StreamingHttpResponse | FileResponse)
        return response.getvalue() if streamed else response.content

    return read


def test_as_markdown_in_which_texts_are_just_texts(collection: Collection, fetch: Callable[[str], bytes]) -> None:
    claim = collection.items.get(claim__isnull=False).claim
    assert claim
    cite = (
        "1. Ana Petrova (reported 19 Sep 2024): “We \\*leave\\* now,” In: “Troops \\[go\\]”, "
        f"{claim.snapshot.article.outlet}, 19 Sep 2024. https://river.example/a_b "
        f"OnRecord, claim {claim.pk}, proposed, http://testserver/claims/{claim.pk}/"
    )
    gone = "This claim is no longer here: its article was taken down, or its import undone."
    assert fetch("md").decode() == (
        "# End date\n\n\\- for noon\n\n"
        "> “We \\*leave\\* now,”\n>\n> — Ana Petrova, reported 19 Sep 2024 [1]\n\n"
        "\\=first\n\\# to say\n\n"
        f"2\\. *{gone}*\n\n"
        f"## References\n\n{cite}\n2. {gone}\n"
    )


def test_as_a_document(fetch: Callable[[str], bytes]) -> None:
    document = docx.Document(io.BytesIO(fetch("docx")))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:6] == [
        "End date",
        "- for noon",
        "“We *leave* now,” [1]",
        "— Ana Petrova, reported 19 Sep 2024",
        "=first",
        "# to say",
    ]
    reference = texts[texts.index("References") + 1]
    assert reference.startswith("[1] Ana Petrova (reported 19 Sep 2024): “We *leave* now,” In:")


def test_as_a_table(fetch: Callable[[str], bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(fetch("csv").decode("utf-8-sig"), newline="")))
    assert [(row["number"], row["note"], row["content"]) for row in rows] == [
        ("1", "'=first\n# to say", "“We *leave* now,”"[:16]),
        ("2", "", ""),
    ]
    assert rows[0]["citation"].startswith("Ana Petrova (reported 19 Sep 2024)")
    assert rows[1]["citation"].startswith("This claim is no longer here")


@pytest.mark.parametrize("form", ["xlsx", "jsonl", "atom"])
def test_as_every_list(fetch: Callable[[str], bytes], form: str) -> None:
    assert fetch(form)

"""Cards are written by Python, `claims.cards`, whose escaping is this project's own work."""

from collections.abc import Callable

import pytest
from django.test import Client

from actors.models import Actor
from claims.models import ClaimDate
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, LinkFactory

pytestmark = pytest.mark.django_db
TEXT = "<i>They leave</i> in <i>autumn</i>, said <i>Ana</i>."


@pytest.mark.parametrize("page", ["/claims/", "/claims/?q=leave", "/", "/claims/{}/", "/articles/{}/"])
def test_wherever_a_claim_stands(sign_in: Callable[..., Client], page: str) -> None:
    article = ArticleFactory(text=TEXT, outlet__name="<i>Post</i>")
    office = ActorFactory(name="<i>Office</i>", kind=Actor.Kind.ORGANIZATION)
    named = ClaimFactory(
        snapshot=article.latest,
        content=[[0, 35]],
        cue=[[37, 41]],
        source=[[42, 52]],
        cue_text="<i>said</i>",
        said_on_text="<i>autumn</i>",
        speaker=ActorFactory(name="<i>Ana</i>"),
        speaker__role="<i>chair</i>",
        speaker__on_behalf_of=office,
    )
    ClaimDate.objects.create(claim=named, start=21, end=34, type="DATE", value="XXXX-FA", text="<i>autumn</i>")
    LinkFactory(claim=named, story__title="<i>Forts</i>")
    ClaimFactory(snapshot=article.latest, content=[[0, 20]], unnamed="<i>somebody</i>", kind="indirect")

    shown = sign_in().get(page.format(named.pk if page.startswith("/claims") else article.pk)).content.decode()
    assert "&lt;i&gt;Ana" in shown
    assert "<i>" not in shown

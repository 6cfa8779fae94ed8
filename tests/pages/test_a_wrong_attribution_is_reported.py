from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import Claim, ClaimGroup, Report
from claims.services.reports import report
from tests.factories import ClaimFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> Claim:
    return ClaimFactory()


def test_an_analyst_reports_and_takes_back(sign_in: Callable[..., Client], claim: Claim) -> None:
    client, page = sign_in(), f"/claims/{claim.pk}/"
    values = {"what": "speaker", "note": "It was <b>Ben</b>."}
    assert "Reported. An editor" in client.post(f"{page}report/", values, follow=True).content.decode()
    assert "It was &lt;b&gt;Ben&lt;/b&gt;." in client.get(page).content.decode()
    assert "You took your report back" in client.post(f"{page}report/take-back/", follow=True).content.decode()
    assert Report.objects.get().state == "taken-back"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Say what is wrong."),
        ({"what": "other", "note": " "}, "Write what is wrong."),
        ({"what": "cruel"}, "Select a valid choice"),
        ({"what": "speaker", "note": "x" * 2001}, "at most 2000 characters"),
        ({"what": "speaker", "note": "a\0b"}, "Null characters"),
    ],
)
def test_a_report_that_says_nothing_is_explained(
    sign_in: Callable[..., Client], claim: Claim, values: dict[str, str], words: str
) -> None:
    response = sign_in().post(f"/claims/{claim.pk}/report/", values)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Report.objects.exists()


def test_editors_see_who_reported_and_colleagues_do_not(sign_in: Callable[..., Client], claim: Claim) -> None:
    report(claim, UserFactory(first_name="Wilma", last_name="Weaver"), "date", "It was Monday.")
    assert "Wilma" not in sign_in("analyst").get(f"/claims/{claim.pk}/").content.decode()
    page = sign_in("editor").get(f"/claims/{claim.pk}/").content.decode()
    assert "Wilma Weaver" in page
    assert "It was Monday." in page


def test_it_waits_in_the_editors_queue_until_it_is_answered(sign_in: Callable[..., Client]) -> None:
    group = ClaimGroup.objects.create()
    leader, copy = ClaimFactory(group=group), ClaimFactory(group=group, leads=False)
    ClaimFactory()
    report(copy, UserFactory(), "words")
    assert "reported=1" not in sign_in("analyst").get("/").content.decode()
    client = sign_in("editor")
    assert "<b>1</b> claim reported as wrong" in client.get("/").content.decode()
    response = client.get("/claims/?reported=1")
    assert [claim.pk for claim in response.context["listing"].page.claims] == [leader.pk]
    answer = {"report": Report.objects.get().pk, "answer": " "}
    assert "Write why" in client.post(f"/claims/{copy.pk}/report/dismiss/", answer, follow=True).content.decode()
    answer["answer"] = "They stand so."
    assert "answered" in client.post(f"/claims/{copy.pk}/report/dismiss/", answer, follow=True).content.decode()
    assert "reported as wrong" not in client.get("/").content.decode()


def test_only_editors_answer(sign_in: Callable[..., Client], claim: Claim) -> None:
    assert sign_in("analyst").post(f"/claims/{claim.pk}/report/dismiss/").status_code == 403

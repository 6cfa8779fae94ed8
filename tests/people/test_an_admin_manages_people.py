from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from django.test import Client

from claims.access import role_of
from claims.models import PersonChange
from claims.services.people import change
from tests.factories import PASSWORD, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def entered(person: User) -> Client:
    client = Client()
    client.force_login(person, BACKEND)
    return client


def give(client: Client, person: User, role: str, **given: object) -> str:
    answer = client.post(f"/people/{person.pk}/", {"role": role, "limited": "", **given}, follow=True)
    return answer.content.decode()


@pytest.mark.parametrize("role", ["analyst", "editor", "admin", ""])
def test_a_role_is_given(sign_in: Callable[..., Client], role: str) -> None:
    person = UserFactory(role="" if role else "editor")
    give(sign_in("admin"), person, role)
    given = User.objects.get(pk=person.pk)
    assert (role_of(given) or "", given.is_staff) == (role, role == "admin")


def test_a_changed_role_ends_the_sessions(sign_in: Callable[..., Client]) -> None:
    person = UserFactory(role="editor")
    theirs = entered(person)
    assert theirs.get("/claims/").status_code == 200
    give(sign_in("admin"), person, "analyst")
    assert theirs.get("/claims/").status_code == 302


def test_an_editor_is_given_stories_and_all_of_them_again(sign_in: Callable[..., Client]) -> None:
    client, person, story = sign_in("admin"), UserFactory(role="editor"), StoryFactory(title="The forts")
    give(client, person, "editor", limited="yes", stories=[story.pk])
    assert list(person.editor_limit.stories.all()) == [story]
    assert "of <bdi>The forts</bdi>" in client.get("/people/").content.decode()
    give(client, person, "editor")
    assert not hasattr(User.objects.get(pk=person.pk), "editor_limit")
    assert list(PersonChange.objects.order_by("pk").values_list("before", "after")) == [
        ("every story", "The forts"),
        ("The forts", "every story"),
    ]


def test_who_is_deactivated_is_out_at_once_and_stays_out(sign_in: Callable[..., Client]) -> None:
    admin, person = sign_in("admin"), UserFactory(username="gone")
    theirs = entered(person)
    admin.post(f"/people/{person.pk}/deactivate/")
    assert theirs.get("/claims/").status_code == 302
    assert Client().post("/login/", {"username": "gone", "password": PASSWORD}).status_code == 200
    admin.post(f"/people/{person.pk}/reactivate/")
    assert theirs.get("/claims/").status_code == 302, "the old session stays ended"
    assert Client().post("/login/", {"username": "gone", "password": PASSWORD}).status_code == 302
    assert list(PersonChange.objects.order_by("pk").values_list("action", flat=True)) == ["deactivated", "reactivated"]


def test_a_person_is_signed_out_everywhere(sign_in: Callable[..., Client]) -> None:
    admin, person = sign_in("admin"), UserFactory()
    browsers = [entered(person), entered(person)]
    page = admin.post(f"/people/{person.pk}/sign-out/", follow=True).content.decode()
    assert "2 sessions" in page
    assert [browser.get("/claims/").status_code for browser in browsers] == [302, 302]
    assert admin.get("/people/").status_code == 200


@pytest.mark.parametrize("others", [0, 1])
def test_nobody_takes_their_own_rights(others: int) -> None:
    UserFactory.create_batch(others, role="admin")
    me = UserFactory(role="admin")
    client = entered(me)
    assert "another admin can" in give(client, me, "analyst")
    assert "another admin can" in client.post(f"/people/{me.pk}/deactivate/", follow=True).content.decode()
    assert role_of(User.objects.get(pk=me.pk)) == "admin"


def test_the_last_admin_stays_even_when_a_provider_says_otherwise() -> None:
    last = UserFactory(role="admin")
    UserFactory(role="admin", is_active=False)
    with pytest.raises(change.NotAllowed, match="last admin"):
        change.set_role(last, "analyst", None)


@pytest.mark.django_db(transaction=True)
def test_two_admins_cannot_demote_each_other() -> None:
    one, two = UserFactory(role="admin"), UserFactory(role="admin")

    def demote(pair: tuple[User, User]) -> bool:
        by, person = pair
        try:
            return change.set_role(person, "analyst", User.objects.get(pk=by.pk))
        except change.NotAllowed:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(demote, [(one, two), (two, one)]))
    assert any(role_of(User.objects.get(pk=person.pk)) == "admin" for person in (one, two))


def test_people_are_found_by_name_and_address(sign_in: Callable[..., Client]) -> None:
    client = sign_in("admin")
    UserFactory(username="aisha", first_name="Aisha Noor")
    UserFactory(username="bert", email="bert@desk.example")
    page = client.get("/people/", {"q": "noor"}).content.decode()
    assert "aisha" in page
    assert "bert" not in page
    assert "bert" in client.get("/people/", {"q": "desk.example"}).content.decode()
    assert client.get("/people/", {"q": "a\0b"}).status_code == 200


def test_what_was_done_cannot_be_changed(sign_in: Callable[..., Client]) -> None:
    person = UserFactory()
    give(sign_in("admin"), person, "editor")
    for attempt in (lambda rows: rows.update(after="analyst"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt(PersonChange.objects.all())


def test_the_log_is_walked_page_by_page(sign_in: Callable[..., Client]) -> None:
    client, person = sign_in("admin"), UserFactory(username="often")
    PersonChange.objects.bulk_create(
        PersonChange(about=person, name="often", action="role", before=str(number), after="x") for number in range(201)
    )
    page = client.get("/people/changes/", {"name": "often"})
    assert ">200</bdi>" in page.content.decode()
    assert ">0</bdi>" not in page.content.decode()
    older = client.get("/people/changes/", {"name": "often", "before": page.context["before"]}).content.decode()
    assert ">0</bdi>" in older
    assert ">1</bdi>" not in older


def test_the_admin_site_is_no_way_around(sign_in: Callable[..., Client]) -> None:
    client = sign_in("admin")
    assert client.get("/admin/auth/user/").status_code == 404
    assert client.get("/admin/auth/group/").status_code == 404


@pytest.mark.parametrize("path", ["/people/999999/", "/people/999999/deactivate/", "/people/invitations/9999/send/"])
def test_nobody_is_no_error(sign_in: Callable[..., Client], path: str) -> None:
    assert sign_in("admin").post(path).status_code == 404

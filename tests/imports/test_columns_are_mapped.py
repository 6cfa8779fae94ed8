"""Before an import: what the file seems to be, which column holds what, and its first rows as they will be stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sources.models import Article, ImportJob, Outlet
from sources.services.start import start_path
from tests.factories import OutletFactory
from tests.imports.files import TEXT, finish

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
HEADER = "Nr;Headline;Body;Web link;Day of issue;Paper"
MAPPED = {
    "map_text": "Body",
    "map_title": "Headline",
    "map_url": "Web link",
    "map_external_id": "Nr",
    "map_outlet": "Paper",
    "map_byline": "",
    "map_published": "Day of issue",
}


def row(number: int, day: str = "17/09/2024", paper: str = "Amsel Gazette", text: str = TEXT) -> str:
    link = f"https://www.gazette.example/{number}?utm_source=x"
    return f'{number};"Council meets for the {number}. time";"{text}";{link};{day};{paper}'


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., ImportJob]:
    def write(*rows: str, header: str = HEADER, name: str = "export.csv", **options: Any) -> ImportJob:
        path = tmp_path / name
        path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
        return start_path(path, options=options, go=False)

    return write


def chosen(**changed: str) -> dict[str, str]:
    return {"choices": "1", "outlet": "", "for_outlet": "", **MAPPED, **changed}


def preview(client: Client, job: ImportJob, **changed: str) -> str:
    form = {**chosen(**changed), "action": "preview"}
    answer = client.post(f"/imports/{job.pk}/", form, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.strip().startswith('<form id="ready"')
    return page


def selected(page: str, field: str) -> str:
    select = page.partition(f'id="id_map_{field}"')[2].partition("</select>")[0]
    return select.partition(" selected>")[2].partition("<")[0]


def test_columns_are_guessed_from_names_and_contents(sign_in: SignIn, table: Callable[..., ImportJob]) -> None:
    job = table(row(1), row(2))
    page = sign_in("admin").get(f"/imports/{job.pk}/").content.decode()
    assert "as recognised: CSV" in page
    assert "as recognised: semicolon" in page
    assert selected(page, "text") == "Body"
    assert selected(page, "url") == "Web link"
    assert selected(page, "published") == "Day of issue"
    assert "as the values prove, day first" in page
    assert "https://www.gazette.example/1?utm_source=x" in page  # a sample of the column


def test_the_preview_shows_rows_as_they_will_be_stored(sign_in: SignIn, table: Callable[..., ImportJob]) -> None:
    job = table(row(1), row(2, day="soon"), row(3, text=""), row(4, day="03/04/2024"))
    page = preview(sign_in("admin"), job, map_byline="")
    shown = page.partition('id="preview"')[2]
    assert "Council meets for the 1. time" in shown
    assert "https://www.gazette.example/1<" in shown  # canonical
    assert "17 Sep 2024" in shown
    assert "3 Apr 2024" in shown
    assert "“soon” is not a date that can be read without guessing." in shown
    assert "The row has no text." in shown
    assert "2 of these 4 rows would be rejected." in shown
    assert not Article.objects.exists()
    assert not Outlet.objects.exists()
    assert ImportJob.objects.get().options == {}


def test_without_an_order_a_date_of_two_readings_is_refused(sign_in: SignIn, table: Callable[..., ImportJob]) -> None:
    job = table(row(1, day="03/04/2024"))
    page = preview(sign_in("admin"), job)
    assert "“03/04/2024” can be 3 April or 4 March." in page
    assert "Not one of these rows can be taken like this." in page


def test_the_preview_without_javascript_is_the_page(sign_in: SignIn, table: Callable[..., ImportJob]) -> None:
    job = table(row(1))
    answer = sign_in("admin").post(f"/imports/{job.pk}/", {**chosen(map_title="Paper"), "action": "preview"})
    page = answer.content.decode()
    assert "<h1>" in page
    assert selected(page, "title") == "Paper"


def test_rows_without_a_text_are_fetched_where_that_is_wished(sign_in: SignIn, table: Callable[..., ImportJob]) -> None:
    job = table(row(1, text=""))
    client = sign_in("admin")
    assert "the text will be fetched" not in preview(client, job)
    assert "the text will be fetched" in preview(client, job, fetch="on")
    assert "the text will be fetched" in preview(client, job, map_text="")


def test_text_or_address_has_to_be_somewhere(sign_in: SignIn, table: Callable[..., ImportJob]) -> None:
    job = table(row(1))
    client = sign_in("admin")
    answer = client.post(f"/imports/{job.pk}/", {**chosen(map_text="", map_url=""), "action": "import"})
    assert answer.status_code == 422
    assert "Say which column holds the text, or the address" in answer.content.decode()
    assert ImportJob.objects.get().phase == "ready"


def test_a_column_that_is_gone_gives_way(sign_in: SignIn, table: Callable[..., ImportJob]) -> None:
    page = preview(sign_in("admin"), table(row(1)), map_text="No such column")
    assert selected(page, "text") == "Body"


def test_an_import_keeps_the_choices_and_its_outlet_remembers_them(
    sign_in: SignIn, table: Callable[..., ImportJob]
) -> None:
    job = table(row(1), row(2))
    client = sign_in("admin")
    form = chosen(outlet="Amsel Gazette", map_outlet="", action="import")
    assert client.post(f"/imports/{job.pk}/", form).headers["Location"] == f"/imports/{job.pk}/"
    job = finish(job)
    mapping = {name.removeprefix("map_"): column for name, column in {**MAPPED, "map_outlet": ""}.items()}
    assert job.options == {"outlet": "Amsel Gazette", "map": mapping, "dates": "day_first"}
    assert (job.phase, job.created + job.copies) == ("finished", 2)
    outlet = Outlet.objects.get(name="Amsel Gazette")
    assert outlet.import_options == {"map": mapping, "dates": "day_first"}
    assert set(Article.objects.values_list("outlet", flat=True)) == {outlet.pk}
    assert Article.objects.order_by("pk")[0].title == "Council meets for the 1. time"


def test_a_dry_run_makes_no_outlet_and_teaches_one_that_is_there(
    sign_in: SignIn, table: Callable[..., ImportJob]
) -> None:
    client = sign_in("admin")
    client.post(f"/imports/{table(row(1)).pk}/", chosen(outlet="Amsel Gazette", action="rehearse"))
    assert not Outlet.objects.exists()
    OutletFactory(name="Amsel Gazette")
    job = table(row(1))
    client.post(f"/imports/{job.pk}/", chosen(outlet="Amsel Gazette", action="rehearse"))
    assert Outlet.objects.get().import_options["map"]["text"] == "Body"


def test_the_outlets_last_table_wins_over_guesses(sign_in: SignIn, table: Callable[..., ImportJob]) -> None:
    mapping = {"text": "Body", "title": "Paper", "published": "Day of issue", "url": ""}
    OutletFactory(name="Amsel Gazette", import_options={"map": mapping, "dates": "month_first"})
    job = table(row(1, day="03/04/2024"), outlet="amsel gazette")
    page = sign_in("admin").get(f"/imports/{job.pk}/").content.decode()
    assert "Chosen as for the last table" in page
    assert (selected(page, "title"), selected(page, "url")) == ("Paper", "– none –")
    assert "4 Mar 2024" in page


def test_another_outlet_brings_its_own_choices(sign_in: SignIn, table: Callable[..., ImportJob]) -> None:
    OutletFactory(name="Amsel Gazette", import_options={"map": {"text": "Body", "title": "Paper"}})
    job = table(row(1))
    client = sign_in("admin")
    assert selected(preview(client, job, outlet="Amsel Gazette"), "title") == "Paper"
    stays = preview(client, job, outlet="Amsel Gazette", for_outlet="Amsel Gazette")
    assert selected(stays, "title") == "Headline"


def test_a_memory_of_other_columns_is_no_help(sign_in: SignIn, table: Callable[..., ImportJob]) -> None:
    OutletFactory(name="Amsel Gazette", import_options={"map": {"text": "Volltext"}, "delimiter": "|"})
    job = table(row(1), outlet="Amsel Gazette")
    page = sign_in("admin").get(f"/imports/{job.pk}/").content.decode()
    assert selected(page, "text") == "Body"
    assert "Chosen as for" not in page


def test_another_delimiter_gives_other_columns(sign_in: SignIn, table: Callable[..., ImportJob]) -> None:
    job = table(f'1|"{TEXT}"|Quay', header="no|text|title")
    page = preview(sign_in("admin"), job, delimiter="|")
    assert (selected(page, "text"), selected(page, "title")) == ("text", "title")


@pytest.mark.parametrize(("field", "value"), [("encoding", "klingon"), ("format", "gif"), ("published", "2999-01-01")])
def test_a_choice_that_cannot_be(sign_in: SignIn, table: Callable[..., ImportJob], field: str, value: str) -> None:
    job = table(row(1))
    answer = sign_in("admin").post(f"/imports/{job.pk}/", {**chosen(**{field: value}), "action": "import"})
    assert answer.status_code == 422
    assert ImportJob.objects.get().phase == "ready"


def test_one_article_has_no_columns(sign_in: SignIn, tmp_path: Path) -> None:
    path = tmp_path / "quay.txt"
    path.write_text(TEXT)
    job = start_path(path, go=False)
    client = sign_in("admin")
    page = client.get(f"/imports/{job.pk}/").content.decode()
    assert "What the columns hold" not in page
    assert "The harbour council of Port Amsel" in page
    form = {"choices": "1", "outlet": "Gazette", "title": "Quay", "published": "2024-09-19", "action": "import"}
    client.post(f"/imports/{job.pk}/", form)
    finish(job)
    article = Article.objects.get()
    assert (article.title, article.outlet.name, str(article.published_on)) == ("Quay", "Gazette", "2024-09-19")


def test_a_file_that_cannot_be_read_says_why(sign_in: SignIn, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.touch()
    job = start_path(path, go=False)
    client = sign_in("admin")
    page = client.get(f"/imports/{job.pk}/").content.decode()
    assert "The file is empty." in page
    assert client.post(f"/imports/{job.pk}/", {**chosen(), "action": "import"}).status_code == 422


def test_a_failed_import_can_be_read_in_another_way(sign_in: SignIn, table: Callable[..., ImportJob]) -> None:
    job = table(row(1), map={"text": "Nowhere"})
    client = sign_in("admin")
    client.post(f"/imports/{job.pk}/", {"action": "import"})
    job = finish(job)
    assert job.phase == "failed"
    page = client.get(f"/imports/{job.pk}/").content.decode()
    assert "There is no column “Nowhere”." in page
    client.post(f"/imports/{job.pk}/", {**chosen(), "action": "import"})
    assert finish(job).created == 1


def test_scripts_in_a_file_do_not_run(sign_in: SignIn, table: Callable[..., ImportJob]) -> None:
    evil = "<script>alert(1)</script>"
    job = table(f'1;"{evil}";"{TEXT}";{evil};{evil};{evil}', header=f"Nr;{evil};Body;b;c;d", name="a.csv")
    page = sign_in("admin").get(f"/imports/{job.pk}/").content.decode()
    assert evil not in page

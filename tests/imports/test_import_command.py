"""`manage.py import_articles`: exit status, figures, problems, rehearsal."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.models import Claim
from sources.models import Article, ImportJob
from tests.imports.files import TEXT

pytestmark = pytest.mark.django_db

ROWS = [
    {"text": TEXT, "url": "https://a.example/1"},
    {"text": ""},
    {"text": f"{TEXT} (Wire)", "url": "https://b.example/1"},
]

Run = Callable[..., tuple[int, dict[str, Any], str]]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Run:
    """(exit status, last line as JSON, standard error)"""

    def run(*arguments: str | Path) -> tuple[int, dict[str, Any], str]:
        status = 0
        try:
            call_command("import_articles", *map(str, arguments), "--json")
        except SystemExit as end:
            status = int(end.code or 0)
        out, err = capsys.readouterr()
        return status, json.loads(out.splitlines()[-1]), err

    return run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in ROWS))
    return path


def test_figures_problems_and_status_1(command: Run, file: Path) -> None:
    status, figures, problems = command(file)
    job = ImportJob.objects.get()
    assert status == 1
    assert figures == {"job": job.pk, "read": 3, "created": 1, "updated": 0, "unchanged": 0, "copies": 1, "rejected": 1}
    assert "row 2 (line 2): The row has no text. Fill the text" in problems


def test_status_0_where_every_row_is_taken(command: Run, file: Path) -> None:
    file.write_text(json.dumps(ROWS[0]))
    assert command(file)[0] == 0
    status, figures, problems = command(file)
    assert (status, figures["unchanged"], problems) == (0, 1, "")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("missing", None, "no such file"),
        ("empty.csv", b"", "empty"),
        ("table.xlsx", b"PK\x03\x04xxxx", "damaged"),
        ("header.csv", b"text,url\n", "no row but its header"),
    ],
)
def test_status_2_where_nothing_could_be_read(
    command: Run, tmp_path: Path, name: str, data: bytes | None, reason: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    status, figures, problems = command(tmp_path / name)
    assert (status, figures["read"]) == (2, 0)
    assert reason in figures["error"]
    assert reason in problems
    assert not Article.objects.exists()


def test_a_folder(command: Run, tmp_path: Path) -> None:
    assert command(tmp_path)[0] == 2


def test_several_files(command: Run, file: Path) -> None:
    status, figures, _ = command(file, file, file.with_name("missing"))
    assert (status, figures["read"], figures["created"], figures["unchanged"]) == (1, 6, 1, 2)


def test_a_rehearsal_gives_the_same_figures_and_changes_nothing(command: Run, file: Path) -> None:
    status, rehearsed, _ = command(file, "--dry-run")
    assert not ImportJob.objects.exists()
    assert not Article.objects.exists()
    real = command(file)
    assert (status, {**rehearsed, "job": real[1]["job"]}) == real[:2]


def test_a_rehearsal_of_addresses_fetches_nothing_and_says_how_many(command: Run, tmp_path: Path) -> None:
    path = tmp_path / "addresses.txt"
    path.write_text("https://a.example/1\nhttps://a.example/2\n")
    status, figures, _ = command(path, "--dry-run")
    assert (status, figures["read"], figures["addresses"], figures["created"]) == (0, 2, 2, 0)


def test_options_fill_what_the_file_lacks(command: Run, tmp_path: Path) -> None:
    path = tmp_path / "quay.txt"
    path.write_text(f"Quay to be widened\n\n{TEXT}")
    options = ("--outlet", "Gazette", "--published", "2024-09-19", "--url", "https://gazette.example/quay")
    assert command(path, *options)[1]["created"] == 1
    article = Article.objects.get()
    assert (article.title, article.outlet.name) == ("Quay to be widened", "Gazette")
    assert (article.published_on, article.url) == (dt.date(2024, 9, 19), "https://gazette.example/quay")


def test_columns_by_name(command: Run, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f'Wortlaut,Zeitung\n"{TEXT}",Anzeiger\n')
    assert command(path)[0] == 2
    assert command(path, "--map", "text=Wortlaut", "--map", "outlet=Zeitung")[0] == 0
    assert Article.objects.get().outlet.name == "Anzeiger"


def test_a_format_that_is_said(command: Run, file: Path) -> None:
    assert command(file, "--format", "text")[1]["read"] == 1
    assert Article.objects.get().latest.text.startswith('{"text"')  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "wrong", [("--map", "colour=x"), ("--published", "19.9."), ("--url", "ftp://a.example"), ("--format", "pdf")]
)
def test_wrong_options(file: Path, wrong: tuple[str, str]) -> None:
    with pytest.raises(CommandError):
        call_command("import_articles", str(file), *wrong)
    assert not ImportJob.objects.exists()


def test_one_address_for_many_articles(command: Run, file: Path) -> None:
    status, figures, _ = command(file, "--url", "https://a.example/")
    assert (status, figures["read"]) == (2, 0)


def test_waiting_for_the_claims(command: Run, file: Path) -> None:
    command(file, "--extract")
    assert Claim.objects.filter(content_text__contains="cannot wait another winter").exists()


def test_the_newsweek_article(command: Run, newsweek: Path) -> None:
    assert command(newsweek, "--published", "2024-09-19", "--outlet", "Newsweek")[:1] == (0,)
    article = Article.objects.get()
    assert (article.outlet.name, article.published_on) == ("Newsweek", dt.date(2024, 9, 19))
    assert article.title.startswith("Iraqi militias")
    assert article.latest
    assert article.latest.text == newsweek.read_bytes().decode().replace("\r\n", "\n")


def test_a_thousand_real_articles_as_they_are(command: Run, worldwide: Path) -> None:
    first, figures, _ = command(worldwide)
    assert (first, figures["read"], figures["rejected"]) == (0, 1083, 0)
    assert figures["created"] + figures["copies"] + figures["updated"] + figures["unchanged"] == 1083
    again, figures, _ = command(worldwide)
    assert (again, figures["read"], figures["unchanged"]) == (0, 1083, 1083)

"""`manage.py reextract`, for those without a browser."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.extraction import pipeline_version
from claims.models import Claim, Extraction, Reprocessing
from tests.factories import ArticleFactory, OutletFactory
from tests.outputs import person, run, said
from tests.reextraction.older import QUOTED, WORDS, read_before

pytestmark = pytest.mark.django_db


def reextract(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command("reextract", *arguments, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_it_shows_and_then_it_applies() -> None:
    read_before(QUOTED, said(QUOTED, WORDS, "Ada Quist", person("Cy Marsh"), cue="said"))
    shown = reextract()
    assert "1 article read by test-1" in shown
    assert f"1 article read again by {pipeline_version()}: 0 added, 0 withdrawn, 1 other speaker" in shown
    assert "Nothing was changed." in shown
    assert Claim.objects.get().speaker_name == "Cy Marsh"
    assert "Done: applied to 1 article." in reextract("--apply")
    assert Claim.objects.get().speaker_name == "Ada Quist"
    assert Reprocessing.objects.count() == 1


def test_without_a_look() -> None:
    read_before()
    ArticleFactory()
    assert "applied to 1 article" in reextract("--apply")
    assert set(Extraction.objects.filter(in_force=True).values_list("pipeline", flat=True)) == {pipeline_version()}


def test_a_part_of_the_articles() -> None:
    OutletFactory(name="Gazette", slug="gazette")
    read_before()
    assert reextract("--outlet", "gazette").startswith("0 articles read again")
    assert reextract("--until", "2024-01-01").startswith("0 articles read again")
    assert "1 article read again" in reextract("--since", "2024-01-01", "--until", "2024-12-31")


@pytest.mark.parametrize(
    "arguments", [["--outlet", "nowhere"], ["--since", "2024-02-01", "--until", "2024-01-01"], ["--since", "someday"]]
)
def test_what_cannot_be_done_is_said(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        reextract(*arguments)
    assert not Reprocessing.objects.exists()


def test_what_was_set_aside_is_an_exit_status() -> None:
    read_before()
    reextract()
    Reprocessing.objects.get().items.update(state="set_aside", error="ValueError: bad")
    errors = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("reextract", "--apply", stdout=StringIO(), stderr=errors)
    assert stopped.value.code == 1
    assert "was set aside: ValueError: bad" in errors.getvalue()


def test_what_one_version_read() -> None:
    one, two = read_before(), read_before()
    run(two.latest)
    assert "1 article read again" in reextract("--read-by", "test-2", "--apply")
    assert one.latest
    assert one.latest.extractions.get(in_force=True).pipeline == "test-1"
    with pytest.raises(CommandError, match=r"Versions that read some: test-1 \(1\)"):
        reextract("--read-by", "test-9")

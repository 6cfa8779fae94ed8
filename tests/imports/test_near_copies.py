"""Wire copy under other URLs is stored and points at the earliest original."""

from itertools import permutations
from pathlib import Path

import pytest

from sources.models import Article, Band, FamilyChange
from sources.services.copies import fingerprint
from tests.imports.files import TEXT, outcomes, run_rows

pytestmark = pytest.mark.django_db

LONG = " ".join(
    [TEXT, *(f"Item {n} of the list asks for {n * 31} bags of cement and {n * 7} beams." for n in range(9))]
)


def url(name: str) -> str:
    return f"https://{name}.example/quay"


@pytest.mark.parametrize(
    ("other", "copy"),
    [
        (LONG, True),
        (f"PORT AMSEL (Wire) — {LONG}", True),
        (LONG.upper(), True),
        (LONG.replace(" ", "\n"), True),
        (LONG.replace("widen", "narrow"), True),
        (LONG[: len(LONG) // 3], False),
        (" ".join(sorted(LONG.split())), False),
        ("Another text altogether, of which no three words in a row are found in the first one.", False),
    ],
)
def test_what_counts_as_a_copy(tmp_path: Path, other: str, copy: bool) -> None:
    run_rows(tmp_path, {"url": url("a"), "text": LONG})
    assert outcomes(run_rows(tmp_path, {"url": url("b"), "text": other})) == {"copies" if copy else "created": 1}


def test_copies_of_copies_point_at_the_original(tmp_path: Path) -> None:
    job = run_rows(tmp_path, *({"url": url(f"n{n}"), "text": f"{LONG} ({n})"} for n in range(4)))
    assert outcomes(job) == {"created": 1, "copies": 3}
    original = Article.objects.originals().get()
    assert original.url == url("n0")
    assert original.copies.count() == 3
    assert set(Band.objects.values_list("snapshot__article", flat=True)) == {original.pk}


def test_of_several_originals_the_earliest_published(tmp_path: Path) -> None:
    words = [f"word{n}" for n in range(128)]
    late, early, copy = words[14:], words[:114], words[14:114]
    run_rows(tmp_path, {"url": url("late"), "text": " ".join(late), "published": "2024-09-20"})
    job = run_rows(tmp_path, {"url": url("early"), "text": " ".join(early), "published": "2024-09-19"})
    assert outcomes(job) == {"created": 1}
    assert outcomes(run_rows(tmp_path, {"url": url("copy"), "text": " ".join(copy)})) == {"copies": 1}
    assert Article.objects.get(url=url("copy")).copy_of == Article.objects.get(url=url("early"))


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("days", list(permutations([18, 19, 20])))
def test_the_earliest_published_is_the_original_whenever_it_comes(
    tmp_path: Path, days: tuple[int, ...], together: bool
) -> None:
    rows = [{"url": url(f"n{day}"), "text": f"{LONG} ({day})", "published": f"2024-09-{day}"} for day in days]
    jobs = [run_rows(tmp_path, *rows)] if together else [run_rows(tmp_path, row) for row in rows]
    original = Article.objects.originals().get()
    assert original.url == url("n18")
    assert original.copies.count() == 2
    assert set(Band.objects.values_list("snapshot__article", flat=True)) == {original.pk}
    assert sum(job.created + job.copies for job in jobs) == 3
    assert {article.pk for article in original.copies.all()} <= set(
        FamilyChange.objects.values_list("article", flat=True)
    )


def test_whoever_groups_claims_hears_of_every_change(tmp_path: Path) -> None:
    run_rows(tmp_path, {"url": url("b"), "text": LONG, "published": "2024-09-20"})
    assert not FamilyChange.objects.exists()
    run_rows(tmp_path, {"url": url("c"), "text": LONG, "published": "2024-09-21"})
    FamilyChange.objects.all().delete()
    run_rows(tmp_path, {"url": url("a"), "text": LONG, "published": "2024-09-19"})
    assert sorted(FamilyChange.objects.values_list("article__url", flat=True)) == [url("b"), url("c")]


def test_what_was_taken_down_is_nobodys_original(tmp_path: Path) -> None:
    run_rows(tmp_path, {"url": url("a"), "text": LONG})
    Article.objects.update(removed_at="2024-10-01T00:00Z")
    assert outcomes(run_rows(tmp_path, {"url": url("b"), "text": LONG})) == {"created": 1}


def test_a_copy_that_is_rewritten_is_none_any_more(tmp_path: Path) -> None:
    run_rows(tmp_path, {"url": url("a"), "text": LONG}, {"url": url("b"), "text": LONG})
    rewritten = (
        "The editors threw the wire copy away and wrote an article of their own about the northern quay instead."
    )
    run_rows(tmp_path, {"url": url("b"), "text": rewritten})
    assert Article.objects.get(url=url("b")).copy_of is None
    assert outcomes(run_rows(tmp_path, {"url": url("c"), "text": rewritten})) == {"copies": 1}


def test_an_original_with_copies_stays_one_when_its_words_change(tmp_path: Path) -> None:
    run_rows(tmp_path, {"url": url("a"), "text": LONG}, {"url": url("b"), "text": f"{LONG} (Wire)"})
    run_rows(tmp_path, {"url": url("a"), "text": f"{LONG} (Corrected)"})
    assert Article.objects.get(url=url("a")).copy_of is None
    assert Article.objects.get(url=url("b")).copy_of == Article.objects.get(url=url("a"))


def test_a_script_without_blanks_has_words_too() -> None:
    sentences = [chr(0x4E00 + n) * 3 + "港口" + chr(0x5E00 + n) * 4 for n in range(60)]
    text = "。".join(sentences)
    assert fingerprint(text).like(fingerprint(text.replace(sentences[5], "改了")).shingles)
    assert not fingerprint(text).like(fingerprint("。".join(reversed(sentences))).shingles)


def test_a_word_of_a_megabyte() -> None:
    assert len(fingerprint("x" * 1_000_000 + " y z").shingles) > 1


@pytest.mark.parametrize("text", ["", "…", "Yes", "Yes indeed", "😀 😀"])
def test_very_short_texts_have_a_fingerprint(text: str) -> None:
    assert fingerprint(text).like(fingerprint(text).shingles)

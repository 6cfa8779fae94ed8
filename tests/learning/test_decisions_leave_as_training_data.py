import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.gold.split import held_out
from claims.services.review import Correction, SpeakerChoice, undo
from claims.services.takedown import take_down
from claims.services.whole import call_whole
from tests.factories import ActorFactory, LinkFactory, OutletFactory, StoryFactory, UserFactory
from tests.learning.world import CLOSED, OPENS, TEXT, article_with, claim_in, decided, text_of

pytestmark = pytest.mark.django_db


def exported(target: Path, *options: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, Any]]:
    call_command("export_gold", str(target), *options, stdout=io.StringIO())
    train, held = (
        [json.loads(line) for line in (target / name).read_text().splitlines()]
        for name in ("train.jsonl", "held-out.jsonl")
    )
    return train, held, json.loads((target / "summary.json").read_text())


def words(spans: list[list[int]]) -> list[str]:
    return [TEXT[start:end] for start, end in spans]


def test_what_people_decided_with_exact_offsets(tmp_path: Path) -> None:
    article = article_with(OPENS, CLOSED)
    ana = ActorFactory(name="Ana Petrova Lindqvist", aliases=["Petrova"])
    decided(article, "harbour", "correct", Correction(speakers=[SpeakerChoice(ana)], said_on="2024-09"))
    decided(article, "café", "reject")
    [[told], [], summary] = exported(tmp_path / "gold")
    [attribution], [rejected] = told["attributions"], told["rejected"]
    assert [words(attribution[role])[0] for role in ("content", "source", "cue")] == list(OPENS)
    assert (attribution["speaker"], attribution["said_on"]) == (["Ana Petrova Lindqvist", "Petrova"], "2024-09")
    assert words(rejected["content"]) == [CLOSED[0]]
    assert (summary["claims"], summary["rejected"], summary["kinds"]) == (1, 1, {"direct": 1})


def test_only_what_stands_after_undos(tmp_path: Path) -> None:
    article = article_with(OPENS, CLOSED)
    decided(article, "harbour", "confirm")
    undo(decided(article, "café", "reject"), UserFactory())
    [[told], _, _] = exported(tmp_path / "gold")
    assert [len(told[name]) for name in ("attributions", "rejected", "undecided")] == [1, 0, 1]


def test_a_confirmed_claim_vouches_for_its_speaker_and_a_corrected_day_for_nothing_else(tmp_path: Path) -> None:
    article = article_with(OPENS, CLOSED)
    decided(article, "harbour", "confirm")
    decided(article, "café", "correct", Correction(said_on="2024-09-18"))
    [[told], _, _] = exported(tmp_path / "gold")
    assert [("speaker" in one, one["said_on"]) for one in told["attributions"]] == [(True, None), (False, "2024-09-18")]


def test_an_article_is_complete_by_a_persons_word_and_while_nothing_is_undecided(tmp_path: Path) -> None:
    first, second, third = (article_with(OPENS) for _ in range(3))
    for article in (first, second, third):
        decided(article, "harbour", "confirm")
    call_whole(text_of(first), UserFactory())
    call_whole(text_of(second), UserFactory())
    undo(claim_in(second, "harbour").reviews.get(), UserFactory())
    decided(second, "harbour", "note", note="Later.")
    told, _, summary = exported(tmp_path / "gold")
    assert {one["id"]: one["complete"] for one in told} == {str(first.pk): True, str(third.pk): False}
    assert (summary["complete"], summary["partly_reviewed"]) == (1, 1)


def test_shares_of_outlets_and_stories(tmp_path: Path) -> None:
    gazette = OutletFactory(slug="gazette")
    articles = [article_with(OPENS, CLOSED, outlet=gazette), article_with(OPENS), article_with(OPENS)]
    for article in articles:
        decided(article, "harbour", "confirm")
    decided(articles[0], "café", "confirm")
    LinkFactory(claim=claim_in(articles[0], "harbour"), story=StoryFactory(slug="harbour"))
    _, _, summary = exported(tmp_path / "gold")
    assert summary["outlets"]["gazette"]["share"] == 0.5
    assert {name: one["claims"] for name, one in summary["stories"].items()} == {"harbour": 2, "(no story)": 2}
    out = io.StringIO()
    call_command("export_gold", str(tmp_path / "again"), stdout=out)
    assert "Articles: 3, 0 complete, 3 partly reviewed; 0 held out" in out.getvalue()
    assert "50.0%       2  outlet gazette" in out.getvalue()
    for number, (option, slug) in enumerate((("--outlet", "gazette"), ("--story", "harbour"))):
        [[told], _, _] = exported(tmp_path / f"gold{number}", option, slug)
        assert told["id"] == str(articles[0].pk)
    assert exported(tmp_path / "later", "--since", "2999-01-01")[0] == []


def test_the_same_every_time_and_copies_stay_together(tmp_path: Path) -> None:
    articles = [article_with(OPENS) for _ in range(12)]
    copies = [article_with(OPENS, copy_of=article) for article in articles]
    for article in (*articles, *copies):
        decided(article, "harbour", "confirm")
    train, held, summary = exported(tmp_path / "one", "--held-out", "0.5")
    assert (train, held, summary) == exported(tmp_path / "two", "--held-out", "0.5")
    away = {one["id"] for one in held}
    assert 0 < len(away) < 24
    assert {str(a.pk) in away for a in articles} == {True, False}
    assert all((str(a.pk) in away) == (str(c.pk) in away) for a, c in zip(articles, copies, strict=True))


def test_a_larger_share_holds_out_what_a_smaller_one_does() -> None:
    keys = [f"https://outlet.example/{number}" for number in range(400)]
    less, more = ({key for key in keys if held_out(key, share)} for share in (0.1, 0.3))
    assert less < more
    assert 20 < len(less) < 60
    assert not any(held_out(key, 0) for key in keys)


def test_nothing_of_an_article_that_was_taken_down(tmp_path: Path) -> None:
    article = article_with(OPENS)
    decided(article, "harbour", "confirm")
    take_down(article, UserFactory(role="admin"), "Asked for.")
    assert exported(tmp_path / "gold")[0] == []


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--story", "no\0ne"), "no story"),
        (("--outlet", "nowhere"), "no outlet"),
        (("--since", "soon"), "no date"),
        (("--held-out", "1.5"), "no share"),
        (("--held-out", "nan"), "no share"),
    ],
)
def test_what_is_not_understood_is_said(tmp_path: Path, options: tuple[str, ...], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        call_command("export_gold", str(tmp_path / "gold"), *options)


def test_no_file_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(CommandError, match="not empty"):
        call_command("export_gold", str(tmp_path))

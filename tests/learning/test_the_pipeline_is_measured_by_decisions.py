import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from claims.gold.figures import figures, interval
from claims.gold.scoring import counted
from claims.models import Claim
from claims.services.whole import call_whole
from tests.factories import ActorFactory, ArticleFactory, OutletFactory, UserFactory
from tests.learning.world import CLOSED, OPENS, TEXT, article_with, decided, text_of
from tests.outputs import run, said, span


def claim(content: str, source: str = "", cue: str = "", **more: Any) -> dict[str, Any]:
    spans = {"content": span(TEXT, content), "source": span(TEXT, source), "cue": span(TEXT, cue)}
    return {"kind": "direct", **spans, **more}


def score(
    kept: list[dict[str, Any]], found: list[dict[str, Any]], rejected: list[dict[str, Any]] | None = None, **more: bool
) -> dict[str, Any]:
    by_kind = counted(TEXT, kept, rejected or [], found, complete=more.get("complete", True))
    return figures(sum(by_kind.values(), start=type(by_kind["direct"])()))


def test_half_of_the_words_and_a_shared_source_are_linked_and_only_the_very_words_are_strict() -> None:
    gold = [claim("The harbour opens in May", "Ana Petrova", "said")]
    assert score(gold, [claim("“The harbour opens in May,”", "Ana Petrova", "said")])["strict"] == 100.0
    partly = score(gold, [claim("harbour opens in May", "Petrova", "said")])
    assert (partly["linked"], partly["strict"]) == (100.0, 0.0)
    assert partly["exact"] == {"source": 0.0, "cue": 100.0, "content": 0.0}
    assert score(gold, [claim("May", "Ana Petrova")])["linked"] == 0.0
    assert score(gold, [claim("The harbour opens in May", "Boris Lund")])["linked"] == 0.0


def test_what_no_decision_speaks_about_counts_in_a_complete_article_only() -> None:
    gold, found = [claim(*OPENS)], [claim(*OPENS), claim(*CLOSED)]
    assert [score(gold, found, complete=whole)["spurious"] for whole in (True, False)] == [1, 0]
    assert score(gold, found, [claim(*CLOSED)], complete=False)["spurious"] == 1
    assert score(gold, [], complete=False)["missed"] == 1


def test_speakers_and_days_count_only_where_a_decision_holds_them() -> None:
    names: dict[str, Any] = {"speaker": ["Ana Petrova", "Petrova"], "said_on": "2024-09"}
    right: dict[str, Any] = {"speaker": {"name": "petrova"}, "said_on": {"start": "2024-09-18"}}
    told = score([claim(*OPENS, **names)], [claim(*OPENS, **right)])
    assert [told[what]["recall"]["percent"] for what in ("speaker", "day")] == [100.0, 100.0]
    unnamed = score([claim(*OPENS, speaker=None, said_on=None)], [claim(*OPENS, **right)])
    assert [unnamed[what]["precision"]["percent"] for what in ("speaker", "day")] == [0.0, 0.0]
    assert score([claim(*OPENS)], [claim(*OPENS, **right)])["speaker"] == {"recall": None, "precision": None}


def test_few_claims_say_little() -> None:
    low, high = interval(9, 10)
    assert (round(low, 2), round(high, 2)) == (0.6, 0.98)
    assert interval(900, 1000)[0] > 0.87


@pytest.mark.django_db
def test_the_command_reads_reviewed_articles_anew(tmp_path: Path) -> None:
    """The pipeline reads these two sentences right; the second was rejected, which it cannot know."""
    post, gazette = OutletFactory(slug="post"), OutletFactory(slug="gazette")
    ana = ActorFactory(name="Ana Petrova")
    first = ArticleFactory(text=TEXT, outlet=post)
    run(first.latest, said(TEXT, *OPENS[:2], {"name": "Ana Petrova", "kind": "person"}, cue="said"))
    decided(first, "harbour", "confirm")
    second = article_with(CLOSED, outlet=gazette)
    decided(second, "café", "reject")
    before = Claim.objects.count()
    out = io.StringIO()
    call_command("evaluate", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert told["outlet"]["post"]["found"]["percent"] == 100.0
    assert told["outlet"]["post"]["spurious"] == 0
    assert (told["outlet"]["gazette"]["claims"], told["outlet"]["gazette"]["spurious"]) == (0, 1)
    assert told["all"]["speaker"]["recall"]["percent"] == 100.0
    assert (told["kind"]["direct"]["missed"], told["kind"]["indirect"]["spurious"]) == (0, 1)
    call_whole(text_of(first), UserFactory())
    table = io.StringIO()
    call_command("evaluate", "--by", "outlet", stdout=table)
    assert "outlet post" in table.getvalue()
    assert "Partly reviewed: 1 of 2 articles." in table.getvalue()
    assert (Claim.objects.count(), ana.spoken.count()) == (before, 1)


@pytest.mark.django_db
def test_nothing_to_measure_is_said() -> None:
    out = io.StringIO()
    call_command("evaluate", stdout=out)
    assert out.getvalue() == "No such article was reviewed yet.\n"

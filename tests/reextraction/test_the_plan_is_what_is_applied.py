"""What an admin is shown before is what happens after: counts, samples, and nothing written in between."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models

from actors.models import Actor
from claims.models import Changes, Claim, Extraction
from claims.services.apply import apply, apply_and_tell, preview
from tests.factories import ActorFactory, ArticleFactory, ExtractionFactory
from tests.outputs import person, run, said

pytestmark = pytest.mark.django_db

TEXT = (
    "“The bridge stays closed, and the ferry runs,” Ada Quist said on Friday. “Ask me again in May,” Bo Lind said. "
    "Ada Quist denied that the dam leaks. “We dig on, and we pay,” Cy Marsh said. Cy Marsh warned of floods."
)
BEFORE = [
    said(TEXT, "The bridge stays closed, and the ferry runs", "Ada Quist", person("Ada Quist"), cue="said"),
    said(TEXT, "Ask me again in May", "Bo Lind", person("Bo Lind"), cue="said"),
    said(TEXT, "the dam leaks", "Ada Quist", person("Ada Quist"), cue="denied", cue_class="deny", kind="indirect"),
    said(TEXT, "We dig on, and we pay", "Cy Marsh", person("Cy Marsh"), cue="said"),
]
FRIDAY = {"start": "2024-09-13", "end": "2024-09-13", "text": "Friday"}
AFTER = [
    said(TEXT, "The bridge stays closed, and the ferry runs,", "Ada Quist", person("Ada Quist"), said_on=FRIDAY),
    said(TEXT, "Ask me again in May", "Bo Lind", person("Bo Lindgren"), cue="said"),
    said(TEXT, "the dam leaks", "Ada Quist", person("Ada Quist"), cue="denied", cue_class="doubt", kind="mixed"),
    said(TEXT, "floods", "Cy Marsh", person("Cy Marsh"), cue="warned", kind="indirect"),
]
EXPECTED = {"added": 1, "withdrawn": 1, "speaker": 1, "span": 1, "date": 1, "kind": 1}


def rows() -> dict[str, list[dict[str, Any]]]:
    """Everything in the database."""
    models_: list[type[models.Model]] = [m for m in apps.get_models() if m._meta.managed]
    return {m._meta.label: sorted(m._default_manager.values(), key=repr) for m in models_}


def before_and_after(text: str, before: list[Any], after: list[Any]) -> Extraction:
    latest = ArticleFactory(text=text).latest
    run(latest, *before)
    output = {"id": "1", "language": "en", "claims": after, "entities": [], "dates": []}
    return ExtractionFactory(snapshot=latest, pipeline="test-new", output=output)


def test_counts_and_samples_are_the_same() -> None:
    new = before_and_after(TEXT, BEFORE, AFTER)
    shown = preview(new)
    applied, told = apply_and_tell(new)
    assert shown == told
    assert {name: number for name, number in told.counts.items() if number} == EXPECTED
    assert [len(applied.created), len(applied.kept), len(applied.withdrawn)] == [1, 3, 1]


def test_looking_writes_nothing() -> None:
    new = before_and_after(TEXT, BEFORE, AFTER)
    before = rows()
    preview(new)
    assert rows() == before
    assert not Actor.objects.filter(name="Bo Lindgren").exists(), "proposed only when it is applied"


def test_applied_a_second_time_nothing_is_left_to_change() -> None:
    new = before_and_after(TEXT, BEFORE, AFTER)
    apply(new)
    counts = preview(new).counts
    assert {name for name in Changes.COUNTS if counts[name]} == {"unchanged"}
    assert counts["unchanged"] == len(AFTER)


def test_going_back_gives_the_old_claims_their_ids_and_words() -> None:
    new = before_and_after(TEXT, BEFORE, AFTER)
    standing = {"state", "id", "content_text", "speaker_name", "kind", "said_on_edtf"}
    before = list(Claim.objects.order_by("id").values(*standing))
    old = Extraction.objects.exclude(pk=new.pk).get()
    apply(new)
    apply(old)
    assert list(Claim.objects.standing().order_by("id").values(*standing)) == before
    assert Extraction.objects.get(in_force=True) == old


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ({}, []),
        ({"confidence": 0.4}, []),
        ({"speaker": person("Bo Lind")}, ["speaker"]),
        ({"speaker": person("Ada Quist", role="mayor")}, ["speaker"]),
        ({"speaker": None}, ["speaker"]),
        ({"cue": ""}, ["span"]),
        ({"source": ""}, ["span"]),
        ({"said_on": FRIDAY}, ["date"]),
        ({"dates": [{"start": 40, "end": 44, "type": "DATE", "value": "2024-W37"}]}, ["date"]),
        ({"kind": "mixed", "cue_class": "warn"}, ["kind"]),
        ({"cue_class": "warn"}, ["other"]),
    ],
)
def test_a_change_has_its_kind(change: dict[str, Any], kinds: list[str]) -> None:
    words = "The bridge stays closed, and the ferry runs"
    values: dict[str, Any] = {"speaker": person("Ada Quist"), "cue": "said", "source": "Ada Quist"}

    def claim(**more: Any) -> dict[str, Any]:
        made = values | more
        return said(TEXT, words, made.pop("source"), made.pop("speaker") or NAMELESS, **made)

    shown = preview(before_and_after(TEXT, [claim()], [claim(**change)]))
    assert [entry["kinds"] for entry in shown.sample] == ([kinds] if kinds else [])
    assert shown.counts["unchanged"] == (0 if kinds else 1)


NAMELESS = {"name": None, "kind": "unnamed", "description": "a clerk"}


def test_an_actor_that_was_merged_is_the_same_speaker() -> None:
    claims = [said(TEXT, "Ask me again in May", "Bo Lind", person("Bo Lind"), cue="said")]
    new = before_and_after(TEXT, claims, claims)
    survivor = ActorFactory(name="Bo Lindgren")
    merged = Actor.objects.get(name="Bo Lind")
    merged.merged_into = merged.canonical = survivor
    merged.save()
    assert preview(new).counts["unchanged"] == 1
    apply(new)
    assert Claim.objects.get().speakers.get().actor == merged, "so that the merge can be undone"

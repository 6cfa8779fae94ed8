import gzip
import json
from pathlib import Path

import pytest
import spacy

from claims.extraction import extract, extract_many, load, pipeline_version, run_jsonl
from claims.extraction.cue_classes import classes
from claims.extraction.version import PIPELINE

TEXT = "“We want the port open,” Tom Reed said on Monday."


def test_the_output_has_the_agreed_shape() -> None:
    result = extract({"id": "a", "text": TEXT, "published": "2026-03-05"})
    assert set(result) == {"id", "language", "claims", "entities", "dates"}
    (claim,) = result["claims"]
    assert claim == {
        "kind": "direct",
        "source": [[25, 33]],
        "cue": [[34, 38]],
        "content": [[0, 24]],
        "speaker": {"name": "Tom Reed", "kind": "person"},
        "cue_class": "say",
        "said_on": {"start": "2026-03-02", "end": "2026-03-02", "text": "Monday"},
        "dates": [],
        "confidence": claim["confidence"],
    }
    assert 0 < claim["confidence"] < 1
    assert claim["cue_class"] in classes()
    assert result["dates"] == [{"start": 42, "end": 48, "type": "DATE", "value": "2026-03-02"}]
    assert {"start": 25, "end": 33, "label": "Person"} in result["entities"]


@pytest.mark.parametrize("text", ["", " \n\t", "“ ” — …"])
def test_a_text_without_words_has_a_reason(text: str) -> None:
    result = extract({"text": text})
    assert result["claims"] == []
    assert result["reason"]


def test_another_language_has_a_reason() -> None:
    text = (
        "Der Minister sagte am Montag, dass der Hafen bis zum Ende des Jahres geschlossen bleibe. Die Arbeiter hatten "
        "vorher gegen die Pläne der Regierung protestiert und eine höhere Entschädigung verlangt."
    )
    result = extract({"text": text})
    assert (result["language"], result["claims"]) == ("de", [])
    assert "not English" in result["reason"]


def test_a_short_text_counts_as_english() -> None:
    assert extract({"text": "Guten Tag."})["language"] == "en"


def test_many_are_extracted_in_order() -> None:
    assert [item["id"] for item in extract_many({"id": str(number), "text": TEXT} for number in range(70))] == [
        str(number) for number in range(70)
    ]


def test_the_pipeline_loads_from_its_folder_and_once_per_process() -> None:
    assert spacy.load(PIPELINE).pipe_names == load().pipe_names
    assert load() is load()
    assert pipeline_version() == f"{load().meta['lang']}_{load().meta['name']}-{load().meta['version']}"


def test_an_article_without_a_text_is_an_error_of_the_caller() -> None:
    with pytest.raises(TypeError):
        extract({"id": "a"})  # type: ignore[typeddict-item]


LINES = [
    "not json",
    "[1]",
    '{"id": "x"}',
    "",
    json.dumps({"id": "b", "text": TEXT}),
    json.dumps({"id": "c", "text": ""}),
]


@pytest.mark.parametrize("processes", [1, 2])
def test_bad_lines_are_answered_in_their_place(tmp_path: Path, processes: int) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(LINES), encoding="utf-8")
    assert run_jsonl(str(source), str(target), processes) == 1
    answers = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [answer.get("line") for answer in answers] == [1, 2, 3, None, None]
    assert all(answer["error"] and answer["claims"] == [] for answer in answers[:3])
    assert [answer["id"] for answer in answers[3:]] == ["b", "c"]


def test_gzip_is_read_whatever_the_name(tmp_path: Path) -> None:
    source, target = tmp_path / "in.dat", tmp_path / "out.jsonl"
    source.write_bytes(gzip.compress(json.dumps({"id": "b", "text": TEXT}).encode()))
    assert run_jsonl(str(source), str(target)) == 0
    assert json.loads(target.read_text(encoding="utf-8"))["id"] == "b"


def test_an_unreadable_input_is_an_oserror(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        run_jsonl(str(tmp_path / "missing.jsonl"))

"""A newsroom's own spaCy components run inside the pipeline, and are named in its version."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from claims.extraction import extract, load, pipeline_version
from claims.extraction.additions import LONGEST, VARIABLE, AdditionError, additions, suffix
from claims.extraction.engine import shipped
from tests.extraction.contract import check

ROOT = Path(__file__).resolve().parents[2]
TEXT = "“We want the port open,” Tom Reed said. Mary Hill promised that the port would open."
MODULE = '''
from spacy.language import Language
from spacy.tokens import Doc, Span


@Language.component("desk_ports")
def name_ports(doc: Doc) -> Doc:
    """Every port is an entity, unless it is part of one."""
    taken = {token.i for span in doc.ents for token in span}
    found = [token.i for token in doc if token.lower_ == "port" and token.i not in taken]
    doc.set_ents([*doc.ents, *(Span(doc, at, at + 1, "PORT") for at in found)])
    return doc


@Language.factory("desk_promises", default_config={"least": 0.0})
def make_promises(nlp: Language, name: str, least: float):
    """Keeps promises alone, and those for good that have a port in them."""

    def keep(doc: Doc) -> Doc:
        record = doc._.record
        ports = [span.start_char for span in doc.ents if span.label_ == "PORT"]
        record.claims = [
            claim for claim in record.claims
            if claim["cue_class"] == "promise" and claim["confidence"] >= least
            and any(start <= port < end for start, end in claim["content"] for port in ports)
        ]
        return doc

    return keep


@Language.factory("desk_broken")
def make_broken(nlp: Language, name: str):
    raise OSError("topics.bin is missing")
'''
PLACE = shipped()[-2]
BOTH = f"desk_parts:desk_promises, desk_parts:desk_ports after {PLACE}"


@pytest.fixture(autouse=True)
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An importable module with components; the pipeline is loaded anew."""
    (tmp_path / "desk_parts.py").write_text(MODULE)
    (tmp_path / "desk_ill.py").write_text("raise RuntimeError('no licence')")
    monkeypatch.syspath_prepend(tmp_path)
    load.cache_clear()
    yield tmp_path
    load.cache_clear()


def test_components_take_their_places_and_change_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    before = extract({"text": TEXT})
    assert len(before["claims"]) == 2
    load.cache_clear()
    monkeypatch.setenv(VARIABLE, BOTH)
    names = load().pipe_names
    assert names[names.index(PLACE) + 1] == "desk_ports"
    assert names[-1] == "desk_promises"
    after = extract({"text": TEXT})
    check(TEXT, after)
    assert after["claims"] == [claim for claim in before["claims"] if claim["cue_class"] == "promise"]
    assert len(after["claims"]) == 1


def test_the_version_names_them(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = pipeline_version()
    monkeypatch.setenv(VARIABLE, BOTH)
    assert pipeline_version() == f"{bare}+desk_promises.desk_ports"


def test_a_long_version_has_a_digest_of_the_names() -> None:
    first, second = (suffix(additions(f"{'a' * LONGEST}, {name}")) for name in ("b", "c"))
    assert first.startswith("+2-components-")
    assert first != second
    assert len(first) <= LONGEST


def test_an_argument_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, BOTH)
    assert load(own="").pipe_names == shipped()
    assert "sentencizer" in load(own=f"sentencizer before {PLACE}").pipe_names


WRONG = [
    ("nowhere.at_all:thing", "nowhere.at_all:thing cannot be imported (ModuleNotFoundError"),
    ("desk_ill:thing", "desk_ill:thing cannot be imported (RuntimeError: no licence)"),
    ("desk_parts:thing", "desk_parts:thing registers no spaCy component “thing”"),
    ("desk_parts:desk_broken", "desk_parts:desk_broken cannot be made (OSError: topics.bin is missing)"),
    ("desk_parts:desk_ports after parser", f"cannot stand beside “parser”; there are {shipped()[0]}"),
    ("desk_parts:desk_ports, desk_parts:desk_ports", "named twice"),
    (PLACE, f"has a component “{PLACE}” already"),
    ("desk_parts desk_ports", "is not of the form"),
    ("desk_parts/desk_ports", "is not of the form"),
]


@pytest.mark.parametrize(("setting", "message"), WRONG)
def test_what_cannot_be_added_is_named(setting: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, setting)
    with pytest.raises(AdditionError) as caught:
        load()
    assert str(caught.value).startswith(f"{VARIABLE}: ")
    assert message in str(caught.value)


def test_the_command_says_so_before_it_reads_anything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, "desk_ill:thing")
    with pytest.raises(CommandError, match="no licence") as caught:
        call_command("extract", str(tmp_path / "missing.jsonl"))
    assert caught.value.returncode == 2


@pytest.mark.parametrize(
    "program",
    [
        ["manage.py", "extract", "-"],
        ["-m", "celery", "-A", "config", "worker", "--concurrency", "1"],
    ],
)
def test_programs_end_with_one_line(program: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, *program],
        cwd=ROOT,
        env={**os.environ, VARIABLE: "nowhere.at_all:thing"},
        input="",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    (line,) = [line for line in done.stderr.splitlines() if VARIABLE in line]
    assert "nowhere.at_all:thing cannot be imported" in line

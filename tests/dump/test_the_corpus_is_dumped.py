import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims.models import Claim, Review
from claims.services.review import decide
from sources.models import Article
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, EventFactory, LinkFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
FILES = ["outlets", "articles", "snapshots", "actors", "positions", "stories", "events", "claims", "links", "reviews"]


def dumped(target: Path, *options: str) -> dict[str, list[dict[str, Any]]]:
    """The documents of each file, checked against the manifest."""
    call_command("dump", str(target), *options, stdout=io.StringIO())
    if target.suffix == ".zip":
        with zipfile.ZipFile(target) as archive:
            contents = {name: archive.read(name) for name in archive.namelist()}
    else:
        contents = {path.name: path.read_bytes() for path in target.iterdir()}
    manifest = json.loads(contents.pop("manifest.json"))
    assert (manifest["format"], manifest["version"]) == ("onrecord-dump", 1)
    assert set(manifest["schema"]) == {"sources", "actors", "claims"}
    assert set(contents) == set(manifest["files"]) == {f"{name}.jsonl" for name in FILES}
    found = {}
    for name, content in contents.items():
        documents = [json.loads(line) for line in content.splitlines()]
        told = {"rows": len(documents), "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        assert manifest["files"][name] == told
        found[name.removesuffix(".jsonl")] = documents
    return found


@pytest.fixture
def claim() -> Claim:
    ana = ActorFactory(name="Ana Petrova", slug="ana", aliases=["Petrova"])
    made: Claim = ClaimFactory(snapshot=ArticleFactory(text="“We open,” she said. 🌊").latest, speaker=ana)
    gone = ClaimFactory(speaker=ana)
    Article.objects.filter(pk=gone.snapshot.article_id).update(removed_at=timezone.now())
    editor: User = UserFactory(role="editor", username="eve", email="eve@newsroom.example")
    decide(made, editor, Review.Action.CONFIRM, made.version)
    event = EventFactory(title="Opening")
    LinkFactory(claim=made, story=event.story, event=event)
    return made


@pytest.mark.parametrize("name", ["corpus", "corpus.zip"])
def test_everything_that_was_not_taken_down(claim: Claim, tmp_path: Path, name: str) -> None:
    found = dumped(tmp_path / name)
    [told] = found["claims"]
    assert told["id"] == claim.pk
    assert told["state"] == "confirmed"
    assert [speaker["actor"] for speaker in told["speakers"]] == [found["actors"][0]["id"]]
    assert found["actors"][0]["aliases"] == ["Ana Petrova", "Petrova"]
    assert found["articles"][0]["latest"] == found["snapshots"][0]["id"] == told["snapshot"]
    assert found["events"][0]["days"] == {"first": "2024-09-27", "last": "2024-09-27"}
    assert found["links"][0]["claim"] == claim.pk
    assert found["reviews"][0]["by"] == "eve"
    assert "text" not in found["snapshots"][0]
    assert "eve@newsroom.example" not in json.dumps(found)


def test_the_texts_only_where_asked_for(claim: Claim, tmp_path: Path) -> None:
    assert dumped(tmp_path / "corpus", "--texts")["snapshots"][0]["text"] == "“We open,” she said. 🌊"


def test_only_what_changed_since(claim: Claim, tmp_path: Path) -> None:
    day = "2024-01-01T00:00:00Z"
    Claim.objects.update(updated_at=day)
    Article.objects.update(updated_at=day)
    new = ClaimFactory()
    found = dumped(tmp_path / "corpus", "--since", timezone.localdate().isoformat())
    assert [told["id"] for told in found["claims"]] == [new.pk]
    assert [told["id"] for told in found["articles"]] == [new.snapshot.article_id]
    assert len(found["actors"]) == 1


def test_a_place_that_is_taken_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("mine")
    with pytest.raises(CommandError, match="is not empty: name a new directory") as refused:
        call_command("dump", str(tmp_path))
    assert refused.value.returncode == 2
    (tmp_path / "old.zip").write_text("mine")
    with pytest.raises(CommandError, match="is there already: name a new file"):
        call_command("dump", str(tmp_path / "old.zip"))
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"kept": "mine", "old.zip": "mine"}


def test_a_place_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere/corpus: No such file or directory"):
        call_command("dump", str(tmp_path / "nowhere/corpus"))


def test_a_full_disk_is_told_and_leaves_nothing_that_looks_whole(claim: Claim, tmp_path: Path) -> None:
    (tmp_path / "corpus.zip.part").symlink_to("/dev/full")
    with pytest.raises(CommandError, match=r"the disk is full\. The dump is not complete\."):
        call_command("dump", str(tmp_path / "corpus.zip"))
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_date_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="“July” is no date"):
        call_command("dump", str(tmp_path / "corpus"), "--since", "July")

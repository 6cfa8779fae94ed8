"""An article whose words have got everywhere that words can get."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from claims.models import Claim, Event, Extraction, Link, Report, ReprocessingItem
from claims.services.regroup import regroup_due
from claims.services.reports import dismiss, report
from claims.services.reprocessing import jobs
from claims.services.reprocessing.selection import Choice
from claims.services.review import Correction, SpeakerChoice, decide, undo
from sources.models import Article, ImportAddress, ImportJob, ImportProblem
from sources.services.control import rehearse, run
from sources.services.start import start_path, start_upload
from tests.factories import ActorFactory, ClaimFactory, EventFactory, LinkFactory, StoryFactory, UserFactory
from tests.imports.files import TEXT, finish
from tests.outputs import person, said
from tests.outputs import run as found

SECRET = "zyxquor"  # its stem is itself, in any case
URL = "https://a.example/secret"
WORDS = f"The {SECRET} is dry"


def text(more: str = "") -> str:
    return f"“{WORDS},” the {SECRET} keeper Ada Quist said on {SECRET} day, 3 May 2024. {TEXT} {more}".strip()


def lines(*rows: dict[str, Any]) -> bytes:
    return "".join(f"{json.dumps(row)}\n" for row in rows).encode()


def uploaded(*rows: dict[str, Any]) -> ImportJob:
    """A dry run first."""
    job = start_upload(io.BytesIO(lines(*rows)), "rows.jsonl", go=False)
    assert rehearse(job)
    job = finish(job)
    assert run(job)
    return finish(job)


def world(tmp_path: Path) -> Article:
    ActorFactory(name="Ada Quist")
    first = {"url": URL, "title": f"On the {SECRET}", "byline": f"Una {SECRET}", "published": "2024-05-03"}
    uploaded({**first, "text": text()})
    article = Article.objects.get(url=URL)
    _read(article)
    server = tmp_path / "server.jsonl"
    rejected = [
        {**first, "url": f"{URL}?utm_source=x"},
        {"text": text(), "published": "1799-01-01", "title": f"A {SECRET} again"},
        {"text": "Something else.", "published": "1799-01-01", "url": f"{URL}s"},
    ]
    server.write_bytes(lines({**first, "text": text("Later."), "title": f"More {SECRET}"}, *rejected))
    later = finish(start_path(server))
    article.refresh_from_db()
    _read(article)
    _copied(tmp_path)
    _decided(article)
    _read_again(article)
    ImportProblem.objects.create(
        job=later, row=90, reason="Bad", raw=f"{URL},{SECRET}", cells=[URL, SECRET], excerpt=f"{URL},{SECRET}"
    )
    ImportAddress.objects.create(
        job=later, row=99, url=URL, host="a.example", record={"title": SECRET}, state="done", error=f"no {SECRET}"
    )
    LogEntry.objects.log_actions(UserFactory().pk, [article], CHANGE, single_object=True)
    assert ContentType.objects.get_for_model(Article)
    while regroup_due():
        pass
    return article


def _read(article: Article) -> Claim:
    assert article.latest
    words = article.latest.text
    spoken = person("Ada Quist", role=f"{SECRET} keeper")
    day = words.index("3 May 2024")
    dates = [{"start": day - 16, "end": day + 10, "type": "DATE", "value": "2024-05-03"}]
    found(
        article.latest,
        said(words, WORDS, f"{SECRET} keeper Ada Quist", spoken, cue="said", dates=dates),
        said(words, f"{SECRET} day", speaker={"name": None, "kind": "unnamed", "description": f"a {SECRET} hand"}),
    )
    return Claim.objects.filter(snapshot=article.latest).order_by("pk")[0]


def _copied(tmp_path: Path) -> None:
    """Elsewhere, without the words."""
    file = tmp_path / "copies.jsonl"
    like = text("Later.").replace(SECRET, "well")
    rows = [{"text": like, "url": f"https://b.example/{n}", "published": f"2024-05-0{n}"} for n in (6, 5)]
    file.write_bytes(lines(*rows))
    finish(start_path(file))


def _decided(article: Article) -> None:
    editor = UserFactory(role="editor")
    for claim in Claim.objects.filter(snapshot__article=article, state="proposed"):
        speakers = [SpeakerChoice(ActorFactory(), role=f"{SECRET} keeper")]
        report(claim, editor, "speaker", f"It was the {SECRET}.")
        dismiss(Report.objects.order_by("pk").last().pk, claim.pk, editor, f"No {SECRET}.")  # type: ignore[union-attr]
        review = decide(claim, editor, "correct", claim.version, Correction(speakers=speakers), note=f"of the {SECRET}")
        undo(review, editor, note=f"not of the {SECRET}")
        claim.refresh_from_db()
        decide(claim, editor, "confirm", claim.version)
    claims = list(Claim.objects.filter(snapshot__article=article))
    for claim in claims:
        claim.candidates.create(actor=ActorFactory(), score=0.4, reason=f"{SECRET} is near")
    story = StoryFactory(title="Wells", query="dry OR well")
    proposed = EventFactory(story=story, title=f"The {SECRET}", state="proposed", shared="meant")
    elsewhere: Claim = ClaimFactory()
    for linked in [*claims, elsewhere]:
        LinkFactory(claim=linked, story=story, event=proposed, reason=f"names the {SECRET}")
    LinkFactory(claim=claims[0], story=story, reason=f"is the {SECRET}", state=Link.State.CONFIRMED)


def _read_again(article: Article) -> None:
    job, _ = jobs.start(Choice())
    run_ = Extraction.objects.filter(snapshot__article=article, in_force=True).latest("pk")
    ReprocessingItem.objects.create(
        job=job,
        snapshot=run_.snapshot,
        extraction=run_,
        state="set_aside",
        error=f"no {SECRET}",
        sample=[{"kinds": ["added"], "after": {"content_text": SECRET}}],
    )
    Extraction.objects.create(
        snapshot=run_.snapshot, pipeline="broken", state="set_aside", attempts=3, error=f"ValueError: {SECRET}"
    )
    assert Event.objects.exists()


def places(word: str) -> set[str]:
    """Every column of the database that holds the word, whatever its type."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables"
            " USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        columns = cursor.fetchall()
        assert len(columns) > 150
        holding = set()
        for table, column in columns:
            counting = f'SELECT count(*) FROM "{table}" WHERE "{column}"::text ILIKE %s'  # noqa: S608 - of the catalogue
            cursor.execute(counting, [f"%{word}%"])
            if cursor.fetchone()[0]:
                holding.add(f"{table}.{column}")
    return holding


def files_with(word: str) -> list[Path]:
    return [
        path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file() and word.encode() in path.read_bytes()
    ]

"""The file of a job that named an address: fetched to where uploads lie. Of a feed or sitemap, the addresses in it."""

from __future__ import annotations

import json
import re
import shutil
from email.message import Message
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import transaction

from config.leases import WorkState
from sources.fetching import FetchError
from sources.models import ImportJob
from sources.readers import UnreadableError, feed, sitemap
from sources.readers.opening import SAMPLE
from sources.services.phases import Phase, enter
from sources.services.start import place_for_a_file
from sources.services.web import get

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sources.fetching import Answer
    from sources.readers import Row
    from sources.services.progress import Said

HTML = ("text/html", "application/xhtml+xml")
LONGEST_NAME = 200
PART = 50_000_000  # bytes of one sitemap of an index


def load(job: ImportJob, until: float, said: Said) -> bool:
    """Ends where a person is awaited, or with the import, as the job's option `then` says. Raises UnreadableError."""
    path = place_for_a_file()
    try:
        answer = get(job.address, settings.FETCH_LARGEST)
        with answer.body:
            name, options = stored(answer, path)
    except FetchError as error:
        path.unlink(missing_ok=True)
        raise UnreadableError(error.reason, error.advice) from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    with transaction.atomic():
        held = ImportJob.objects.lock(job)
        if held is None or held.phase != Phase.LOADING:
            path.unlink(missing_ok=True)
            return False
        then = Phase(held.options.pop("then", Phase.READY))
        held.path, held.name = str(path), name
        held.size = held.uploaded = path.stat().st_size
        held.options = {**options, **held.options}
        enter(held, then, state=WorkState.DONE if then == Phase.READY else WorkState.WAITING)
    return False


def stored(answer: Answer, path: Path) -> tuple[str, dict[str, object]]:
    """The file's name, and what its address says about it."""
    name = name_of(answer)
    sample = answer.body.read(SAMPLE)
    answer.body.seek(0)
    text = sample.decode("utf-8", "replace")
    if answer.content_type in HTML:
        copy(answer.body, path)
        return (name if name.endswith((".html", ".htm")) else f"{name}.html"), {"url": answer.url}
    if feed.looks_like(text, name):
        return listed(feed.rows_of(answer.body.read(), answer.url), path, name)
    if sitemap.looks_like(text, name):
        return listed(sitemap.rows_of(answer.body, open_part), path, name)
    copy(answer.body, path)
    return name, {}


def copy(body: IO[bytes], path: Path) -> None:
    with path.open("xb") as file:
        shutil.copyfileobj(body, file, 1 << 20)


def listed(rows: Iterable[Row], path: Path, name: str) -> tuple[str, dict[str, object]]:
    """Addresses as JSON Lines, whose texts are to be fetched; what is no entry stays a row that says why."""
    with path.open("x", encoding="utf-8") as file:
        for row in rows:
            record = row.record or {"title": row.excerpt, "text": "", "url": ""}
            file.write(f"{json.dumps(record)}\n")
    return f"{name}.jsonl", {"fetch": True}


def open_part(url: str) -> IO[bytes] | None:
    """A sitemap that an index names."""
    try:
        return get(url, PART).body
    except FetchError:
        return None


def name_of(answer: Answer) -> str:
    """As the server says, else the end of the address; without anything that a file system could mind."""
    header = Message()
    header["content-disposition"] = answer.headers.get("content-disposition", "")
    name = header.get_filename() or unquote(urlsplit(answer.url).path.rstrip("/").rpartition("/")[2])
    name = re.sub(r"[\x00-\x1f\x7f/\\]", "_", name).strip(". ")[-LONGEST_NAME:]
    return name or urlsplit(answer.url).netloc

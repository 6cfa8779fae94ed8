"""Import and extraction side by side, and how long the list of claims takes meanwhile, on a running demo.

bin/demo --port 8000 --data DIR
ONRECORD_DATA=DIR python -m benchmarks.beside --url http://127.0.0.1:8000
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
import urllib.request
from pathlib import Path
from typing import Any

from benchmarks.imports import made
from benchmarks.machine import report

PAUSE = 0.25  # seconds between two looks at the list


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.beside", description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--articles", type=int, default=50_000)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from config import servers

    with servers.running(servers.data_dir()):
        import django

        django.setup()
        report("beside", measured(options.url, options.articles))


def measured(url: str, articles: int) -> dict[str, Any]:
    from claims.models import Extraction
    from config.leases import WorkState
    from sources.models import ImportJob
    from sources.services.start import start_path

    file = servers_file(articles)
    done = Extraction.objects.filter(state=WorkState.DONE)
    cookie, extracted = signed_in(), done.count()
    looks = [look(url, cookie) for _ in range(20)]
    idle = percentiles(looks)
    job = start_path(file)
    began, looks = time.monotonic(), []
    while not ImportJob.objects.get(pk=job.pk).over:
        looks.append(look(url, cookie))
        time.sleep(PAUSE)
    took = time.monotonic() - began
    job.refresh_from_db()
    file.unlink()
    return {
        "articles": job.settled,
        "seconds": round(took, 1),
        "import_rows_a_second": round(job.settled / took),
        "extracted_meanwhile": done.count() - extracted,
        "looks": len(looks),
        **{f"list_{name}_ms_idle": value for name, value in idle.items()},
        **{f"list_{name}_ms": value for name, value in percentiles(looks).items()},
    }


def servers_file(articles: int) -> Path:
    from django.conf import settings

    file = Path(settings.DATA_DIR) / f"beside-{os.getpid()}.jsonl"
    made(file, articles)
    return file


def signed_in() -> str:
    """A session of the demo's analyst, as a cookie."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User

    user = User.objects.get(username="analyst")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def look(url: str, cookie: str) -> float:
    """Seconds for the first page of all claims."""
    request = urllib.request.Request(f"{url}/claims/", headers={"Cookie": cookie})  # noqa: S310 - the demo's address
    began = time.perf_counter()
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        body = answer.read()
    if b"/login/" in body[:2000] or answer.status != 200:
        raise SystemExit("The list of claims did not answer as it does to an analyst.")
    return time.perf_counter() - began


def percentiles(looks: list[float]) -> dict[str, int]:
    cuts = statistics.quantiles(looks, n=20)
    return {"p50": round(1000 * cuts[9]), "p95": round(1000 * cuts[18])}


if __name__ == "__main__":
    main()

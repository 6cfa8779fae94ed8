"""Page times of people at work: a server as in production, eight users who think for a second between two pages."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a directory that benchmarks.corpus filled")
    parser.add_argument("--beside", type=Path, help="a smaller one, to tell how page times grow")
    parser.add_argument("--seconds", type=float, default=240)
    parser.add_argument("--users", type=int, default=8)
    parser.add_argument("--port", type=int, default=8101)
    parser.add_argument("--rounds", type=int, default=2, help="with --beside: so often the two take turns")
    parser.add_argument("--writing", action="store_true", help="as while claims are written: no count is kept")
    parser.add_argument("--raw", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.beside:
        compare(options)
        return
    data = options.data.resolve()
    os.environ |= {"ONRECORD_DATA": str(data), "DJANGO_SETTINGS_MODULE": "config.settings"}
    os.environ.setdefault("ONRECORD_LOG_LEVEL", "ERROR")
    from config import servers

    with servers.running(data):
        import django

        django.setup()
        from benchmarks.machine import report
        from benchmarks.pages.measuring import measured
        from benchmarks.pages.summing import summed

        with writing() if options.writing else nullcontext():
            run = measured(data, options.port, users=options.users, seconds=options.seconds)
            report("pages", run if options.raw else summed([run]))


@contextmanager
def writing() -> Iterator[None]:
    """Somebody who has begun to write to the reading index and does not end."""
    from django.db import connection

    writer = connection.copy()
    writer.set_autocommit(False)
    with writer.cursor() as cursor:
        cursor.execute("LOCK TABLE claims_listedclaim IN ROW EXCLUSIVE MODE")
    yield
    writer.close()


def compare(options: argparse.Namespace) -> None:
    """Each in a process of its own, which serves one data directory, and by turns: a machine is not as fast all day."""
    directories = {"small": options.beside, "large": options.data}
    runs = [(size, _measured(options, data)) for _ in range(options.rounds) for size, data in directories.items()]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from benchmarks.pages.summing import ratios, summed

    small, large = (summed([run for one, run in runs if one == size]) for size in directories)
    grown = {by: ratios(small, large, by) for by in ("pages", "kinds")}
    sys.stdout.write(json.dumps({"benchmark": "pages", "small": small, "large": large, "ratio_of_p95": grown}) + "\n")


def _measured(options: argparse.Namespace, data: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.pages", "--data", str(data), "--port", str(options.port)]
    command += ["--users", str(options.users), "--seconds", str(options.seconds)]
    command += ["--raw", *["--writing"] * options.writing]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return measured


if __name__ == "__main__":
    main()

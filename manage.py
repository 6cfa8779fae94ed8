#!/usr/bin/env python3
"""Django's command line. Commands that need PostgreSQL or Redis find the embedded servers running."""

import os
import secrets
import signal
import sys
from contextlib import nullcontext
from typing import NoReturn

# These touch neither database nor broker, and work where neither can run.
ALONE = {"extract", "help", "--help", "version", "--version", "compilemessages", "makemessages", "collectstatic"}


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    from config import servers

    signal.signal(signal.SIGTERM, leave)
    alone = len(sys.argv) < 2 or sys.argv[1] in ALONE
    if alone:  # they sign nothing, so they need no data directory to keep a key in
        os.environ.setdefault("ONRECORD_SECRET_KEY", secrets.token_urlsafe())
    try:
        with nullcontext() if alone else servers.running(servers.data_dir()):
            execute_from_command_line(sys.argv)
    except servers.ServerError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except OperationalError as error:
        sys.stderr.write(f"{servers.no_answer(error)}\n")
        return 2
    return 0


def leave(number: int, frame: object) -> NoReturn:
    """As an exception, so that the servers are stopped on the way out."""
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())

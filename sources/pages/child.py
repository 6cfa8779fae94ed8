"""The process that reads pages, one after the other: `python -m sources.pages.child`, started by `process`."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import sys
from dataclasses import asdict

from sources.pages.page import PageError
from sources.pages.wire import receive, send

MEMORY = 1 << 30
READY = b"ready"
SPENT = 5  # seconds that a page's limit is passed by before the child ends itself: its parent may be gone


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    logging.disable(logging.CRITICAL)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not come between the answers
    questions = sys.stdin.buffer
    from sources.pages.reading import read_page

    bound(MEMORY)
    send(answers, READY)
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            asked = json.loads(receive(questions))
            html = receive(questions)
            signal.setitimer(signal.ITIMER_REAL, asked["seconds"] + SPENT)
            try:
                answer = asdict(read_page(html, asked["url"], asked["content_type"]))
            except PageError as error:
                answer = {"reason": error.reason, "advice": error.advice}
            except MemoryError:
                answer = {"reason": "The page needs too much memory.", "advice": "Save its text as a plain text file."}
            except Exception as error:  # what the libraries raise on a broken page is not known
                answer = {"reason": f"The page could not be read ({type(error).__name__}).", "advice": ""}
            signal.setitimer(signal.ITIMER_REAL, 0)
            send(answers, json.dumps(answer).encode())


def bound(size: int) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):  # macOS has no such limit; the limit on time holds
        return


if __name__ == "__main__":
    main()

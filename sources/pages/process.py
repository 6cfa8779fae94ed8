"""Pages are read in a child process that can be ended: no parser of hostile HTML has a bound on time or memory."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sources.pages.page import Page, PageError
from sources.pages.wire import receive, send

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

ROOT = Path(__file__).resolve().parents[2]
LARGEST = 20_000_000  # bytes
SECONDS = 10.0  # for one page
STARTING = 60.0  # seconds until a child must be there
PAGES = 2000  # then a new child is started: the parsers keep a little of each page
ADVICE = "Save its text as a plain text file."
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR")


def extract(html: bytes, url: str = "", content_type: str = "", seconds: float = SECONDS) -> Page:
    """The article of a page that was fetched from `url`, where that is known. Raises PageError.

    One page at a time in a process: other threads wait.
    """
    if len(html) > LARGEST:
        raise PageError(f"The page is larger than {LARGEST // 1_000_000} MB.", ADVICE)
    with LOCK:
        child = Child.at_hand()
        answer = child.ask({"url": url, "content_type": content_type, "seconds": seconds}, html, seconds)
    if "reason" in answer:
        raise PageError(answer["reason"], answer["advice"])
    return Page(**answer)


@dataclass
class Child:
    process: subprocess.Popen[bytes]
    owner: int = field(default_factory=os.getpid)
    pages: int = 0

    @staticmethod
    def at_hand() -> Child:
        """This process's own child, alive."""
        global held
        if held and (held.owner != os.getpid() or held.pages >= PAGES or held.process.poll() is not None):
            end()
        if held is None:
            held = Child.started()
        return held

    @staticmethod
    def started() -> Child:
        process = subprocess.Popen(
            [sys.executable, "-m", "sources.pages.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,  # a fork must be able to let go of the pipes without writing what another thread has begun
            cwd=ROOT,
            # No password of the application's reaches the process that reads strangers' pages.
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ}
            | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
        child = Child(process)
        try:
            with child.limited(STARTING):
                receive(child.answers)
        except (OSError, EOFError) as error:
            child.end()
            raise PageError("The process that reads pages did not start.", "Try again; the log may say why.") from error
        return child

    @property
    def questions(self) -> BinaryIO:
        return cast("BinaryIO", self.process.stdin)

    @property
    def answers(self) -> BinaryIO:
        return cast("BinaryIO", self.process.stdout)

    def ask(self, question: dict[str, str | float], html: bytes, seconds: float) -> dict[str, str]:
        self.pages += 1
        try:
            with self.limited(seconds) as late:
                send(self.questions, json.dumps(question).encode(), html)
                answer: dict[str, str] = json.loads(receive(self.answers))
        except (OSError, EOFError) as error:
            end()
            if late.is_set():
                raise PageError(f"Reading the page took longer than {seconds:g} seconds.", ADVICE) from error
            raise PageError("The page could not be read: the process that read it died.", ADVICE) from error
        except BaseException:  # an answer left in the pipe would be taken for the next page's
            end()
            raise
        if late.is_set():
            end()
        return answer

    @contextlib.contextmanager
    def limited(self, seconds: float) -> Iterator[threading.Event]:
        """Kill the child when the time is over: whoever waits for it then reads the end of its answers."""
        late = threading.Event()

        def kill() -> None:
            late.set()
            self.process.kill()

        timer = threading.Timer(seconds, kill)
        timer.daemon = True
        timer.start()
        try:
            yield late
        finally:
            timer.cancel()

    def end(self) -> None:
        self.process.kill()
        self.close()
        self.process.wait()

    def close(self) -> None:
        for stream in (self.questions, self.answers):
            with contextlib.suppress(OSError):
                stream.close()


LOCK = threading.Lock()
held: Child | None = None


def end() -> None:
    """End this process's child, if it has one; that of a parent is only forgotten."""
    global held
    child, held = held, None
    if child is None:
        return
    if child.owner == os.getpid():
        child.end()
    else:
        child.close()


def forked() -> None:
    """A fork never shares a child: two askers would get each other's answers."""
    global LOCK
    LOCK = threading.Lock()
    end()


atexit.register(end)
os.register_at_fork(after_in_child=forked)

"""Children of one foreground process: started, watched, restarted, and stopped together."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GRACE = 6.0  # seconds that children have to stop before they are killed
SOON = 30.0  # a child that dies within this time of its start is in trouble
TRIES = 3
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


@dataclass
class Child:
    name: str
    command: list[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    quick_deaths: int = 0

    def start(self) -> None:
        """In a session of its own: a Ctrl-C on the terminal reaches us alone, and we stop it in order."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own commands
                self.command,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=ROOT,
                start_new_session=True,
                preexec_fn=_leave_with_parent if sys.platform == "linux" else None,
            )
        self.started = time.monotonic()

    def signal(self, number: int, everyone: bool = False) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError):
                (os.killpg if everyone else os.kill)(self.process.pid, number)


def _leave_with_parent() -> None:
    """Linux ends the child when we are killed and cannot do so ourselves."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Family:
    children: list[Child] = field(default_factory=list)

    def start(self, *children: Child) -> None:
        for child in children:
            self.children.append(child)
            child.start()

    def look_after(self) -> str | None:
        """Restart whoever died. Returns why to give up, when one keeps dying at once."""
        for child in self.children:
            if child.process is None or (status := child.process.poll()) is None:
                continue
            child.quick_deaths = child.quick_deaths + 1 if time.monotonic() - child.started < SOON else 1
            if child.quick_deaths >= TRIES:
                return f"The {child.name} dies as soon as it starts: see {child.log}"
            sys.stderr.write(f"The {child.name} ended with status {status}; it is started again (log: {child.log})\n")
            time.sleep(child.quick_deaths - 1)
            child.start()
        return None

    def stop(self) -> None:
        """Ask, wait, then kill; no grandchild survives."""
        for child in self.children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        for child in self.children:
            if child.process is not None:
                with suppress(subprocess.TimeoutExpired):
                    child.process.wait(max(0.0, deadline - time.monotonic()))
                child.signal(signal.SIGKILL, everyone=True)
                child.process.wait()
        self.children.clear()

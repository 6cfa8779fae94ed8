"""Read ahead: the file is parsed in a thread while the database stores what was parsed before."""

from __future__ import annotations

import contextlib
import queue
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DEPTH = 2


@contextmanager
def ahead[T](items: Iterable[T]) -> Iterator[Iterator[T]]:
    """The items, at most DEPTH of them waiting. What `items` raises is raised where they are taken; when the block ends
    nobody reads on. `items` must not use the database: a thread has a connection of its own."""
    ready: queue.Queue[tuple[T | None, BaseException | None]] = queue.Queue(DEPTH)
    stop = threading.Event()

    def put(item: T | None, error: BaseException | None) -> None:
        while not stop.is_set():
            with contextlib.suppress(queue.Full):
                ready.put((item, error), timeout=0.2)
                return

    def work() -> None:
        try:
            for item in items:
                put(item, None)
                if stop.is_set():
                    return
            put(None, StopIteration())
        except BaseException as error:  # whoever takes the items has to hear of it
            put(None, error)

    def taken() -> Iterator[T]:
        while True:
            item, error = ready.get()
            if isinstance(error, StopIteration):
                return
            if error:
                raise error
            yield item  # type: ignore[misc]

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield taken()
    finally:
        stop.set()
        thread.join()

"""The broker as a plain Redis client, for the small keys that are not messages."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

BELL = "onrecord:bell:"
UNHEARD = 30  # seconds after which a bell that nobody heard may be rung again
BEAT = 5.0
ALIVE = 20  # seconds that a worker counts as alive after its last beat
KEY = "onrecord:worker:"


def client(url: str) -> redis.Redis:
    """For a REDIS_URL in Celery's forms, of which redis-py does not know `redis+socket://`."""
    url = url.replace("redis+socket://", "unix://", 1)
    never = Retry(NoBackoff(), retries=0)
    return redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2, retry=never)


@cache
def shared(url: str) -> redis.Redis:
    """One for all threads of a process; redis-py gives each fork connections of its own."""
    return client(url)


def rung(url: str, task: str, args: Sequence[int]) -> bool:
    """Whether this bell may ring: not while the same one waits for a worker to hear it. Raises RedisError."""
    return bool(shared(url).set(bell(task, args), 1, nx=True, ex=UNHEARD))


def heard(url: str, task: str, args: Sequence[int]) -> None:
    """From now on it may ring again. Raises RedisError."""
    shared(url).delete(bell(task, args))


def bell(task: str, args: Sequence[int]) -> str:
    return f"{BELL}{task}:{','.join(map(str, args))}"


def beat(url: str, value: str) -> Callable[[], None]:
    """Say every five seconds that this worker lives, in a thread, until the function that is returned is called."""
    stop = threading.Event()
    name = f"{KEY}{socket.gethostname()}:{threading.get_native_id()}"

    def run() -> None:
        connection = client(url)
        while True:
            with suppress(redis.exceptions.RedisError):  # the broker is away; the next beat will tell
                connection.set(name, value, ex=ALIVE)
            if stop.wait(BEAT):
                break
        with suppress(redis.exceptions.RedisError):
            connection.delete(name)

    def end() -> None:
        stop.set()
        thread.join(BEAT)

    thread = threading.Thread(target=run, daemon=True, name="beat")
    thread.start()
    return end


def workers(connection: redis.Redis) -> list[str]:
    """What each living worker says of itself."""
    keys = list(connection.scan_iter(f"{KEY}*"))
    return [value.decode() for value in connection.mget(keys) if value] if keys else []  # type: ignore[union-attr]


def forget_workers(url: str) -> None:
    """The word of workers that were killed would stand for some seconds more; a living one soon repeats its own."""
    with client(url) as connection:
        for key in connection.scan_iter(f"{KEY}*"):
            connection.delete(key)

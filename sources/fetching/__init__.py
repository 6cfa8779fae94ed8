"""Fetching from the web and sending to it: `fetch(url, largest=..., agent=...)`, `post(url, body, ...)`. Pure Python;
what it must not reach, it refuses."""

from sources.fetching.client import Answer, fetch, post, retry_after
from sources.fetching.errors import FetchError

__all__ = ["Answer", "FetchError", "fetch", "post", "retry_after"]

"""Fetching from the web: `fetch(url, largest=..., agent=...)`. Pure Python; what it must not reach, it refuses."""

from sources.fetching.client import Answer, fetch
from sources.fetching.errors import FetchError

__all__ = ["Answer", "FetchError", "fetch"]

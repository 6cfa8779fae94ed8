from __future__ import annotations


class FetchError(Exception):
    """What kept something from being fetched. `passing`: it may work later, after `wait` seconds if that is known."""

    def __init__(self, reason: str, advice: str = "", *, passing: bool = False, wait: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.advice, self.passing, self.wait = reason, advice, passing, wait

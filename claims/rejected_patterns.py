"""When rejections speak against a claim that is like the rejected ones. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["LEAST", "Pattern", "strongest"]

LEAST = 3
"""Articles of one outlet in which claims of a pattern were rejected, from which on the next one is doubted."""


@dataclass(frozen=True)
class Pattern:
    """What people decided about one outlet's claims with the same words, or with the same source and cue."""

    name: str
    key: str
    kept: bool
    """A claim was confirmed or corrected."""
    articles: int
    """Of the rejected claims; copies of one text are one article."""
    rejected: list[int] = field(default_factory=list)
    """The newest, at most a hundred."""

    @property
    def speaks_against(self) -> bool:
        """Repeatedly rejected and never kept: one claim that was kept, or an undo, and the pattern says nothing."""
        return self.articles >= LEAST and not self.kept

    @property
    def ceiling(self) -> float:
        """The most confidence that a claim of it can have: the rule of succession, after none of so many was right."""
        return round(1 / (self.articles + 2), 4)


def strongest(patterns: list[Pattern]) -> Pattern | None:
    against = [pattern for pattern in patterns if pattern.speaks_against]
    return max(against, key=lambda pattern: (pattern.articles, pattern.name), default=None)

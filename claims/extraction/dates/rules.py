"""A rule: a pattern of words, and a function from its match to a type and a value, or None."""

from __future__ import annotations

import re
from collections.abc import Callable

from claims.extraction.dates.timex import TimexType
from claims.extraction.dates.values import Anchor

Rule = Callable[[re.Match[str], Anchor], "tuple[TimexType, str] | None"]
Rules = list[tuple[re.Pattern[str], Rule]]


def registrar(rules: Rules) -> Callable[..., Callable[[Rule], Rule]]:
    """A decorator that adds functions with their patterns to these rules."""

    def rule(pattern: str, *, cased: bool = False) -> Callable[[Rule], Rule]:
        compiled = re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", 0 if cased else re.IGNORECASE)

        def register(function: Rule) -> Rule:
            rules.append((compiled, function))
            return function

        return register

    return rule

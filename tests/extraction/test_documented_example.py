"""The example of docs/extraction.md is what the engine answers."""

from __future__ import annotations

import json
import re
from pathlib import Path

from claims.extraction import extract

PAGE = Path(__file__).resolve().parents[2] / "docs" / "extraction.md"


def test_the_pages_example() -> None:
    page = PAGE.read_text(encoding="utf-8")
    article = re.search(r"For the article `(.*)`:", page)
    answer = re.search(r"```json\n(.*?)```", page, re.DOTALL)
    assert article
    assert answer
    assert extract(json.loads(article[1])) == json.loads(answer[1])

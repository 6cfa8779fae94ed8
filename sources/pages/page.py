"""What a page gives, or why it gives nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One article. `text` is paragraphs with an empty line between; what the page does not say is empty.

    `published` is an ISO day, or a time with the offset that the page gives, if it does; `published_from` is "page",
    "url" or empty.
    """

    text: str
    title: str = ""
    byline: str = ""
    outlet: str = ""
    url: str = ""
    published: str = ""
    published_from: str = ""


class PageError(Exception):
    """No article can be had from this page; the message is the reason, `advice` what to do."""

    def __init__(self, reason: str, advice: str = "") -> None:
        super().__init__(reason)
        self.reason, self.advice = reason, advice

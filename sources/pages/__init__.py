"""Web pages into articles: `extract(html, url, content_type)`. Pure Python; the parsing is a child process's work."""

from sources.pages.page import Page, PageError
from sources.pages.process import LARGEST, extract
from sources.pages.url_dates import day_in

__all__ = ["LARGEST", "Page", "PageError", "day_in", "extract"]

"""A visitor with a test client: what a page links to, and what is wrong with an answer."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urljoin, urlsplit

import lxml.html
from django.db import transaction
from django.urls import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

__all__ = ["Visitor", "route_of"]

ELSEWHERE_BY_REDIRECT = re.compile(r"[/\\\\]{2}|[a-z][a-z0-9+.-]*:", re.IGNORECASE)
ELSEWHERE = ("/admin/", "/static/", "/logout/", "/metrics")


def route_of(path: str) -> str:
    return resolve(path).route


@dataclass(slots=True)
class Visitor:
    client: Client
    faults: list[str] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    """One address, without its query, of each route that was found."""
    parameters: dict[str, set[str]] = field(default_factory=dict)
    """By route, the names that links and forms give to it."""

    def crawl(self, *starts: str) -> int:
        """Follow every link that has a route or a parameter that none before it had. Returns how many did."""
        waiting, opened = deque((start, "") for start in starts), 0
        while waiting:
            address, came_from = waiting.popleft()
            parts = urlsplit(address)
            if parts.path.startswith(ELSEWHERE):
                continue
            route, names = route_of(parts.path), {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
            known = self.parameters.setdefault(route, set())
            if route in self.places and names <= known:
                continue
            self.places.setdefault(route, parts.path)
            known |= names
            opened += 1
            for link in self.open(address, expected=(200, 302, 410), came_from=came_from):
                waiting.append((link, address))
        return opened

    def open(self, address: str, *, expected: tuple[int, ...], came_from: str = "") -> list[str]:
        """The links of the page at the address; what is wrong with it joins the faults."""
        told = f"{address[:160]}{f' (linked from {came_from})' if came_from else ''}"
        try:
            with transaction.atomic():
                answer = self.client.get(address)
                body = answer.getvalue()
        except Exception as error:
            self.faults.append(f"{told}: {type(error).__name__}: {str(error)[:200]}")
            return []
        if answer.status_code not in expected:
            self.faults.append(f"{told}: {answer.status_code}")
        if re.match(ELSEWHERE_BY_REDIRECT, answer.get("location", "")):
            self.faults.append(f"{told}: leads to {answer['location'][:80]}")
        if not answer.get("content-type", "").startswith("text/html") or not body:
            return [answer["location"]] if answer.status_code == 302 else []
        page = lxml.html.document_fromstring(body.decode())
        if answer.status_code != 405 and not [one for one in page.iter("h1") if one.text_content().strip()]:
            self.faults.append(f"{told}: no heading")
        if b"<script>alert(7)" in body or page.xpath("//*[starts-with(@href, 'javascript:')]"):
            self.faults.append(f"{told}: script reflected")
        return list(_links(page, address))


def _links(page: lxml.html.HtmlElement, address: str) -> Iterator[str]:
    for link in page.xpath("//a/@href"):
        yield from _internal(urljoin(address, link))
    for form in page.xpath("//form[not(@method) or @method='get']"):
        names = [one.get("name") for one in form.xpath(".//*[@name]")]
        yield from _internal(
            urljoin(address, form.get("action", "")).split("?")[0] + "?" + "".join(f"&{n}=" for n in names)
        )


def _internal(link: str) -> Iterator[str]:
    parts = urlsplit(link)
    if not parts.scheme and not parts.netloc and parts.path.startswith("/"):
        yield parts._replace(fragment="").geturl()

"""Canonical addresses of articles: two spellings of one address are one article."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

LONGEST = 20_000
PORTS = {"http": 80, "https": 443}
TRACKING = re.compile(
    r"(utm_\w+|mtm_\w+|pk_(campaign|kwd|source|medium)|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|"
    r"ttclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl|_hsenc|_hsmi|ito|cmpid|ocid|ns_mchannel|ns_source|ns_campaign|"
    r"ns_linkname|ns_fee|at_medium|at_campaign|smid|sref|guccounter|guce_referrer\w*)(=|$)",
    re.IGNORECASE,
)
AMP_PARAMETER = re.compile(r"(amp(=(1|true)?)?|outputType=amp|output=amp)$", re.IGNORECASE)
SPACE = re.compile(r"[\x00-\x20\x7f]")
HOST = re.compile(r"[a-z0-9_.-]+|\[[0-9a-f:.]+\]")


class AddressError(ValueError):
    """Not an address of an article; the message says why."""


def canonical(url: str) -> str:
    """The one spelling of an address: `HTTPS://News.example:443/a/?utm_source=x#top` is `https://news.example/a/`.

    Scheme and host in lower case, without default port, fragment, user and tracking parameters; the AMP variant is
    the article itself. The path's case, its trailing slash and the order of the parameters stay: servers may care.
    """
    url = url.strip()
    if len(url) > LONGEST:
        raise AddressError(f"An address of {len(url):,} characters is too long.")
    try:
        parts = urlsplit(SPACE.sub(lambda match: f"%{ord(match[0]):02X}", url))
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise AddressError(f"“{url[:200]}” is no address: {error}.") from error
    if parts.scheme not in PORTS or not host:
        raise AddressError(f"“{url[:200]}” is no http or https address.")
    if ":" in host:
        host = f"[{host}]"
    host = ascii_host(host)
    if not HOST.fullmatch(host):
        raise AddressError(f"“{host[:200]}” is no host name.")
    if port and port != PORTS[parts.scheme]:
        host = f"{host}:{port}"
    return urlunsplit(without_amp(SplitResult(parts.scheme, host, parts.path or "/", query(parts.query), "")))


def ascii_host(host: str) -> str:
    host = host.rstrip(".")
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode()
    except UnicodeError as error:
        raise AddressError(f"“{host[:200]}” is no host name.") from error


def query(text: str) -> str:
    kept = [p for p in text.split("&") if p and not TRACKING.match(p) and not AMP_PARAMETER.fullmatch(p)]
    return "&".join(kept)


def without_amp(parts: SplitResult) -> SplitResult:
    """Only a path that ends in a whole "amp" is a variant: "/camp" and "/amp" itself are articles."""
    path = parts.path
    if re.search(r"[^/]/amp/?$", path):
        path = re.sub(r"/amp(/?)$", r"\1", path)
    elif path.endswith(".amp.html"):
        path = f"{path.removesuffix('.amp.html')}.html"
    elif path.endswith(".amp"):
        path = path.removesuffix(".amp")
    return parts._replace(path=path)


def key(url: str) -> bytes:
    """SHA-256 of a canonical address, which an index can hold."""
    return hashlib.sha256(url.encode()).digest()


def host_of(url: str) -> str:
    """The host that stands for the outlet: without "www.", "m." and the port."""
    host = urlsplit(url).hostname or ""
    for prefix in ("www.", "m.", "mobile."):
        if host.startswith(prefix) and host.count(".") >= 2:
            return host.removeprefix(prefix)
    return host

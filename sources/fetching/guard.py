"""Connections to public addresses only. A name is resolved once, every address that it has is checked, and the checked
one is connected to: a name that answers differently the next time (DNS rebinding) gains nothing."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING

import httpcore

from sources.fetching.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    type Resolver = Callable[[str, int], Sequence[str]]
    type Address = ipaddress.IPv4Address | ipaddress.IPv6Address

PORTS = (80, 443)  # of those that need a privilege, the web's
NAT64 = ipaddress.ip_network("64:ff9b::/96")
INSIDE = "The address leads to a machine inside a network, not to a public web server."


def resolved(host: str, port: int) -> list[str]:
    """Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(where[4][0]) for where in found))


def embedded(address: Address) -> Iterable[Address]:
    """The address itself, and the IPv4 addresses that ways of writing IPv6 hide."""
    yield address
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            yield address.ipv4_mapped
        if address.sixtofour:
            yield address.sixtofour
        if address.teredo:
            yield from address.teredo
        if address in NAT64:
            yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


def is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return is_public(str(address.ipv4_mapped))
    return all(part.is_global and not part.is_multicast for part in embedded(address))


def is_loopback(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    return any(part.is_loopback for part in embedded(address))


class Guarded(httpcore.NetworkBackend):
    """`loopback` allows this machine, and nothing else that is not public."""

    def __init__(self, *, loopback: bool = False, resolver: Resolver = resolved) -> None:
        self.loopback, self.resolver, self.inner = loopback, resolver, httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Raises FetchError where an address must not be connected to, httpcore.ConnectError where none answers."""
        error: Exception | None = None
        for address in self.checked(host, port):
            try:
                return self.inner.connect_tcp(address, port, timeout, None, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as refused:
                error = refused
        raise error or httpcore.ConnectError(f"{host} has no address.")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None
    ) -> httpcore.NetworkStream:
        raise FetchError("The address is no web address.", "Write an address that begins with https://.")

    def checked(self, host: str, port: int) -> Sequence[str]:
        if port < 1024 and port not in PORTS:
            raise FetchError(f"Port {port} is not one of a web server.", "Leave the port out.")
        try:
            addresses = self.resolver(host, port)
        except (OSError, UnicodeError) as error:
            raise FetchError(
                f"There is no server called {host[:200]}.", "Is the address spelt right?", passing=True
            ) from error
        for address in addresses:
            if not is_public(address) and not (self.loopback and is_loopback(address)):
                raise FetchError(INSIDE, "Give the address at which everybody can read it.")
        return addresses

"""Who asks, and what they may read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.access import role_of
from claims.api.problems import Problem
from claims.models import Scope
from claims.services import tokens

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest

__all__ = ["Caller", "caller_of"]

REALM = 'Bearer realm="OnRecord"'
ALL = frozenset(map(str, Scope.values))


@dataclass(frozen=True, slots=True)
class Caller:
    key: str
    """Whose requests are counted together."""
    person: User
    role: str
    scopes: frozenset[str]

    def require(self, scope: str) -> None:
        if scope not in self.scopes:
            header = {"WWW-Authenticate": f'{REALM}, error="insufficient_scope", scope="{scope}"'}
            raise Problem(403, f"This needs a token with the scope “{scope}”.", headers=header)


def caller_of(request: HttpRequest) -> Caller:
    """By the token in the Authorization header, else by the session of a person who is signed in: everything here is
    a GET, so no other site can do anything with it. Raises Problem."""
    header = request.headers.get("Authorization")
    if header is not None:
        return _by_token(header)
    if not request.user.is_authenticated:
        raise Problem(401, "Send a token: Authorization: Bearer onrecord_…", headers={"WWW-Authenticate": REALM})
    return Caller(f"person:{request.user.pk}", request.user, _role(request.user), ALL)


def _by_token(header: str) -> Caller:
    scheme, _, secret = header.partition(" ")
    token = tokens.recognise(secret.strip()) if scheme.lower() == "bearer" else None
    if token is None:
        header = f'{REALM}, error="invalid_token"'
        raise Problem(401, "This token is not known, or no longer valid.", headers={"WWW-Authenticate": header})
    return Caller(f"token:{token.pk}", token.owner, _role(token.owner), frozenset(token.scopes))


def _role(user: object) -> str:
    role = role_of(user)  # type: ignore[arg-type]
    if role is None:
        raise Problem(403, "Nobody has given you a role yet: ask an administrator.")
    return role

"""The provider through which people of an organisation sign in (OpenID Connect), as Authlib speaks with it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import requests
import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from joserfc.errors import JoseError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

__all__ = ["SignInFailed", "begin", "finish"]

log = structlog.get_logger(__name__)
SECONDS = 10
"""A provider that does not answer by then is away."""
SIGNED_BY = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""With a key that only the provider has; a token signed with a shared secret, or not at all, is none."""


class SignInFailed(Exception):
    """It did not work; the message is for the person."""


def begin(request: HttpRequest, back: str) -> HttpResponse:
    """To the provider, which leads `back` afterwards. Raises SignInFailed."""
    try:
        provider = _provider(settings.SSO_ISSUER, settings.SSO_CLIENT, settings.SSO_SECRET)
        answer: HttpResponse = provider.authorize_redirect(request, back)
    except (requests.RequestException, AuthlibBaseError, RuntimeError, ValueError, KeyError) as error:
        raise _failed(error, "Your organisation's sign-in does not answer. Try again in a while.") from error
    return answer


def finish(request: HttpRequest) -> dict[str, Any]:
    """What the provider says about the person, checked: its signature, for whom and when it was said, and that it
    answers what this browser asked. Raises SignInFailed."""
    try:
        provider = _provider(settings.SSO_ISSUER, settings.SSO_CLIENT, settings.SSO_SECRET)
        metadata = provider.load_server_metadata()
        metadata["id_token_signing_alg_values_supported"] = SIGNED_BY
        options = {
            "iss": {"essential": True, "value": metadata["issuer"]},
            "aud": {"essential": True, "value": provider.client_id},
        }
        token = provider.authorize_access_token(request, claims_options=options)
        told = token["userinfo"]
    except requests.RequestException as error:
        raise _failed(error, "Your organisation's sign-in does not answer. Try again in a while.") from error
    except (AuthlibBaseError, JoseError, RuntimeError, ValueError, KeyError, TypeError) as error:
        raise _failed(error, "Your organisation's sign-in did not say who you are. Begin again.") from error
    if not isinstance(told.get("sub"), str) or not told["sub"]:
        raise SignInFailed("Your organisation's sign-in did not say who you are. Begin again.")
    return dict(told)


def _failed(error: Exception, told: str) -> SignInFailed:
    log.warning("sso_failed", reason=f"{type(error).__name__}: {error}"[:300])
    return SignInFailed(told)


@cache
def _provider(issuer: str, client: str, secret: str) -> Any:
    """It keeps the provider's keys, and asks anew when one is unknown."""
    return OAuth().register(
        "provider",
        client_id=client,
        client_secret=secret,
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": settings.SSO_SCOPE,
            "code_challenge_method": "S256",
            "default_timeout": SECONDS,
        },
    )

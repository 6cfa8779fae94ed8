"""Schemathesis asks what the document allows and what it does not: every answer is one that the document tells of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis import checks
from schemathesis.specs.openapi import checks as contract

from claims.api.document import document
from claims.services.tokens import make
from config.wsgi import application
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    ClaimFactory,
    EventFactory,
    LinkFactory,
    PositionFactory,
    UserFactory,
)

SCHEMA: Any = schemathesis.openapi.from_dict(document())
OPERATIONS = [operation.ok() for operation in SCHEMA.get_all_operations()]
CHECKS = [
    checks.not_a_server_error,
    contract.status_code_conformance,
    contract.content_type_conformance,
    contract.response_headers_conformance,
    contract.response_schema_conformance,
]
EXAMPLES = 25


@pytest.fixture
def one_connection(db: None) -> Iterator[None]:
    """The one of the test, which the end of a request would close, as Django's own test client has it too."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def secret(one_connection: None, settings: Any) -> str:
    settings.API_RATE = 1_000_000
    held = PositionFactory(holder__slug="rafe-oduya", organization__slug="ministry-of-defence")
    event = EventFactory(story__slug="withdrawal-deal")
    merged = ActorFactory(slug="oduya", merged_into=held.holder, canonical=held.holder)
    for speaker in (held.holder, merged):
        claim = ClaimFactory(snapshot=ArticleFactory(outlet__slug=f"outlet-of-{speaker.slug}").latest, speaker=speaker)
        LinkFactory(claim=claim, story=event.story, event=event)
    return make(UserFactory(), "schemathesis", ["read", "texts"], None)[1]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.path)
def test_answers_keep_to_the_document(operation: Any, secret: str) -> None:
    operation.app = application

    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @hypothesis.given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        headers = {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}
        response = case.call(headers=headers)
        case.validate_response(response, checks=CHECKS)

    ask()

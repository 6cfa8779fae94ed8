from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.http import StreamingHttpResponse
from django.test import Client


@pytest.fixture
def download(sign_in: Callable[..., Client]) -> Callable[[str], str]:
    """`download("/claims.csv?kind=direct")`: the whole file as text."""
    client = sign_in()

    def read(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200
        content = response.getvalue() if isinstance(response, StreamingHttpResponse) else response.content
        return content.decode("utf-8-sig")

    return read


@pytest.fixture
def rows(download: Callable[[str], str]) -> Callable[[str], list[dict[str, str]]]:
    """The lines of a CSV file by their header."""
    return lambda address: list(csv.DictReader(io.StringIO(download(address), newline="")))

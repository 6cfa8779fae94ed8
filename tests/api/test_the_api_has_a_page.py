from collections.abc import Callable

import pytest
from django.test import Client

from claims.api.document import document

pytestmark = pytest.mark.django_db


def test_it_tells_of_every_operation_and_shape_without_a_script(sign_in: Callable[..., Client]) -> None:
    page = sign_in().get("/api/v1/docs").content.decode()
    for path, methods in document()["paths"].items():
        assert f"{path}<" in page
        assert f'id="{methods["get"]["operationId"]}"' in page
    for name in document()["components"]["schemas"]:
        assert f'id="{name}"' in page
    assert "swagger" not in page


def test_everything_has_a_description_and_an_example() -> None:
    told = document()
    operations = [methods["get"] for methods in told["paths"].values()]
    for operation in operations:
        assert operation["summary"]
        assert len(operation["description"]) > len(operation["summary"]) / 2
        assert operation["responses"]["200"]["content"]["application/json"]["example"]
        for parameter in operation["parameters"]:
            assert parameter["description"], (operation["operationId"], parameter["name"])
    for name, schema in told["components"]["schemas"].items():
        assert schema["description"], name
        for field, about in schema["properties"].items():
            deeper = str(about).count("$ref") > 0
            assert about.get("description") or deeper, (name, field)
            assert about.get("examples") or deeper, (name, field)

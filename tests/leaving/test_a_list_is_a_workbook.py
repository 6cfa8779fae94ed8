import io
from collections.abc import Callable

import openpyxl
import pytest
from django.http import FileResponse
from django.test import Client

from claims.outputs import xlsx
from claims.outputs.tables import Column
from tests.factories import ArticleFactory, ClaimFactory, EventFactory, LinkFactory

pytestmark = pytest.mark.django_db


def test_formulas_stay_text_and_what_xml_cannot_hold_is_replaced() -> None:
    columns: list[Column[str]] = [Column("words", str), Column("number", len)]
    file = xlsx.xlsx_file(xlsx.Sheet("Words", columns, ["=1+1", "a\x07b", "ä" * 40_000]))
    sheet = openpyxl.load_workbook(file)["Words"]
    cells = list(sheet.iter_rows(min_row=2))
    assert [(cell.value, cell.data_type) for cell in cells[0]] == [("=1+1", "s"), (4, "n")]
    assert cells[0][0].quotePrefix
    assert cells[1][0].value == "a\ufffdb"
    assert cells[2][0].value == "ä" * 32_766 + "…"


def test_a_story_has_a_sheet_for_its_events(sign_in: Callable[..., Client]) -> None:
    event = EventFactory(story__slug="dam", title="Opening")
    LinkFactory(claim=ClaimFactory(snapshot=ArticleFactory(text="+1 said").latest), story=event.story, event=event)
    response = sign_in().get("/stories/dam.xlsx")
    assert isinstance(response, FileResponse)
    book = openpyxl.load_workbook(io.BytesIO(response.getvalue()))
    assert book.sheetnames == ["Claims", "Events"]
    assert next(book["Claims"].iter_rows(min_row=2, min_col=10, max_col=10, values_only=True)) == ("+1 said",)
    assert next(book["Events"].iter_rows(min_row=2, min_col=3, max_col=3, values_only=True)) == ("Opening",)


def test_a_longer_list_than_a_worksheet_holds_is_refused(
    sign_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.views.sending.ROWS", 1)
    ClaimFactory()
    client = sign_in()
    assert client.get("/claims.xlsx").status_code == 200
    ClaimFactory()
    response = client.get("/claims.xlsx")
    assert response.status_code == 400
    assert response.content.decode() == "A worksheet holds 1 lines and this list has more: narrow it, or take CSV.\n"

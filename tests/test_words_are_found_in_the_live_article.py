"""Text fragments as the WICG's specification has them: `#:~:text=[prefix-,]start[,end][,-suffix]`."""

from __future__ import annotations

from types import SimpleNamespace
from urllib.parse import unquote

import pytest

from claims.live_links import live_link

TWICE = "He said no. “We will leave,” the envoy said.\n“We will leave,” the minister said."
LONG = " ".join(f"word{number}" for number in range(400))


def fragment(text: str, start: str, end: str, *, last: bool = False) -> str:
    first = text.rindex(start) if last else text.index(start)
    claim = SimpleNamespace(pk=1, content=[[first, text.index(end, first) + len(end)]])
    address, _, directive = live_link("https://post.example/1", text, claim).partition("#:~:text=")
    assert address == "https://post.example/1"
    return directive


@pytest.mark.parametrize(
    ("text", "start", "end", "last", "directive"),
    [
        ("Yes. “We will leave,” he said.", "“We", ",”", False, "We will leave"),
        (TWICE, "“We", ",”", False, "We will leave"),
        (TWICE, "“We", ",”", True, "We will leave,-,” the minister said"),
        ("A yes. Of course not a yes.", "yes", "yes", True, "course not a-,yes"),
        ("Yesterday he said yes.", "yes", "yes", False, "yes"),
        (LONG, "word3 ", "word399", False, "word3 word4 word5 word6 word7,word395 word396 word397 word398 word399"),
        ("First, we stay.\nThen we go on.", "First", "on", False, "First, we stay,Then we go on"),
    ],
)
def test_the_first_place_that_fits_is_the_claims(text: str, start: str, end: str, last: bool, directive: str) -> None:
    assert unquote(fragment(text, start, end, last=last)) == directive


def test_signs_that_mean_something_in_a_fragment_are_written_out() -> None:
    assert fragment("Re-elect Ana & Ben, 100%", "Re", "100") == "Re%2Delect%20Ana%20%26%20Ben%2C%20100"


def test_each_piece_of_a_split_quote_is_named() -> None:
    text = "“We go,” she said, “and you stay.”"
    claim = SimpleNamespace(pk=1, content=[[0, 8], [19, 34]])
    assert live_link("https://post.example/#top", text, claim) == (
        "https://post.example/#top:~:text=We%20go&text=and%20you%20stay"
    )


def test_an_address_that_no_browser_may_open_gives_none() -> None:
    assert live_link("javascript:alert(1)", "Yes.", SimpleNamespace(pk=1, content=[[0, 4]])) == ""

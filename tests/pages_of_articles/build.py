"""Pages of an invented town's newspaper."""

from __future__ import annotations

PARAGRAPHS = (
    "The harbour council of Port Amsel voted on Tuesday to widen the northern quay after a debate of four hours.",
    "“We cannot wait another winter,” said its chair, Ilva Brandt, while fishermen in oilskins filled the hall.",
    "The ministry promised to pay for two thirds of the work, according to its spokesman Teo Marsh.",
)


def page(*paragraphs: str, head: str = "", before: str = "", after: str = "", footer: str = "") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or PARAGRAPHS)
    return (
        f"<!doctype html><html><head>{head}</head><body><nav><ul><li><a href='/'>Front page</a></li>"
        f"<li><a href='/sport'>Sport</a></li></ul></nav><main><article>{before}{text}{after}</article></main>"
        f"<footer>{footer}</footer></body></html>"
    )

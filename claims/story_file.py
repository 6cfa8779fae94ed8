"""The picture of a story's timeline as an SVG file of its own: title, lanes' names, legend, where it comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from claims.written_dates import write_day, write_days

if TYPE_CHECKING:
    from datetime import date

    from claims.models import Story
    from claims.story_asked import Asked
    from claims.story_drawing import Drawing

__all__ = ["write_svg"]

NAMES, TOP, BELOW = 216, 72, 64
"""Room for the lanes' names, the title and the legend, in pixels."""
COLOURS = ("#6a6e75", "#0072b2", "#a85400", "#007a59", "#a8427e", "#8a6a00", "#23779e", "#c13c00", "#1c1d20")
"""Those of static/css/tokens.css, light: a file knows no theme."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class _File:
    width: int
    height: int
    subtitle: str
    source: str
    names: int = NAMES
    top: int = TOP

    @property
    def legend(self) -> int:
        return self.height - BELOW + 24

    @property
    def colours(self) -> list[tuple[str, str]]:
        return [(f"speaker-{number}", colour) for number, colour in enumerate(COLOURS)]


def write_svg(story: Story, asked: Asked, drawing: Drawing, address: str, today: date) -> str:
    """`address` is where the page stands."""
    shown = write_days(asked.window.first, asked.window.last) if asked.window else ""
    only = ", ".join(chip.label for chip in asked.chips)
    claims = f"{drawing.claims:,} claim{'' if drawing.claims == 1 else 's'} by the day of speaking"
    parts = [shown, f"only {only}" if only else "", claims]
    file = _File(
        width=round(drawing.picture.width) + NAMES + 32,
        height=drawing.picture.height + TOP + BELOW,
        subtitle=" · ".join(part for part in parts if part),
        source=f"OnRecord, {write_day(today)}: {address}",
    )
    text = render_to_string("claims/timeline.svg", {"story": story, "drawing": drawing, "file": file})
    return _NOT_XML.sub("\ufffd", text)

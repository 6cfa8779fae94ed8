"""The picture of a story's timeline as plain numbers: dates to pixels, marks, lanes. Pure; a template draws it."""

from claims.timeline.dots import Aim, Said
from claims.timeline.events import Dated
from claims.timeline.lanes import MOST_LANES, OTHERS, REST, SHARED, UNATTRIBUTED, UNNAMED, assign_lanes
from claims.timeline.layout import Picture, lay_out
from claims.timeline.window import ZOOMS, BadWindow, Window, period, window_of

__all__ = [
    "MOST_LANES",
    "OTHERS",
    "REST",
    "SHARED",
    "UNATTRIBUTED",
    "UNNAMED",
    "ZOOMS",
    "Aim",
    "BadWindow",
    "Dated",
    "Picture",
    "Said",
    "Window",
    "assign_lanes",
    "lay_out",
    "period",
    "window_of",
]

"""The picture of a story's timeline as plain numbers: dates to pixels, marks, lanes. Pure; a template draws it."""

from claims.timeline.dots import Said
from claims.timeline.events import Dated
from claims.timeline.lanes import OTHERS, UNNAMED, Spoken, assign_lanes
from claims.timeline.layout import Aim, Picture, lay_out

__all__ = ["OTHERS", "UNNAMED", "Aim", "Dated", "Picture", "Said", "Spoken", "assign_lanes", "lay_out"]

"""Where claims stand towards each other: changed positions, contradictions, answers. Pure Python, no Django."""

from claims.stance.changes import changes, turns
from claims.stance.replying import answers, contradictions
from claims.stance.saying import Pair, Relation, Saying

__all__ = ["Pair", "Relation", "Saying", "answers", "changes", "contradictions", "turns"]

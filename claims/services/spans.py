"""The spans of an attribution as a person marks them: checked against the text, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from claims.extraction.cue_classes import cue_class
from claims.extraction.kinds import Quotes
from claims.extraction.layout import layout
from claims.models import Claim, Extraction
from claims.services.proposals import dates_of
from claims.services.refusals import Refused
from claims.services.values import texts_of

__all__ = ["Marked", "check", "kind_of", "refuse_twin", "write_dates", "write_spans"]

MOST_PIECES = 50


@dataclass(frozen=True)
class Marked:
    """Spans as somebody marked them: [[start, end), ...] in code points of the snapshot's text."""

    content: list[list[int]]
    source: list[list[int]]
    cue: list[list[int]]


def check(marked: Marked, text: str) -> Marked:
    """In the order of the text, without white space at their edges; pieces of one role that touch are joined.

    Raises Refused for spans outside of the text, reversed, empty or overlapping, and for a claim without content.
    """
    content, source, cue = (_checked(role, getattr(marked, role), text) for role in ("content", "source", "cue"))
    if not content:
        raise Refused("Mark what was said: a claim has words.")
    by_role = {"source": source, "cue": cue, "content": content}
    pieces = sorted((start, end, role) for role, spans in by_role.items() for start, end in spans)
    for (_, end, role), (start, _, other) in pairwise(pieces):
        if start < end:
            shared = text[start:end][:80]
            raise Refused(f"The {other} and the {role} overlap at “{shared}”; a word has one part in a claim.")
    return Marked(content, source, cue)


def refuse_twin(claim: Claim) -> None:
    """Raises Refused where another claim of the text has the same spans."""
    same = Claim.objects.filter(snapshot=claim.snapshot_id, content=claim.content, source=claim.source, cue=claim.cue)
    if twin := same.exclude(pk=claim.pk).first():
        raise Refused(f"Claim {twin.pk} ({twin.get_state_display()}) has exactly these words already.")


def write_spans(claim: Claim, marked: Marked) -> None:
    """With all that follows from them: texts and the class of the cue. The claim is not saved."""
    claim.content, claim.source, claim.cue = marked.content, marked.source, marked.cue
    claim.position = claim.content[0][0]
    text = claim.snapshot.text
    claim.content_text, claim.source_text, claim.cue_text = texts_of(text, claim.content, claim.source, claim.cue)
    claim.cue_class = cue_class(text, _pairs(claim.cue)) if claim.cue else ""


def kind_of(marked: Marked, text: str) -> str:
    """By the quotation marks of the text."""
    return Quotes(text, layout(text)).kind(_pairs(marked.content), _pairs(marked.cue))


def write_dates(claim: Claim) -> None:
    """The dates that the last run found inside of the claim's words."""
    run = Extraction.objects.filter(snapshot=claim.snapshot_id, in_force=True).first()
    claim.dates.all().delete()
    for date in dates_of((run and run.output) or {}, claim.snapshot.text):
        if any(start <= date.start and date.end <= end for start, end in claim.content):
            date.claim = claim
            date.save()


def _checked(role: str, spans: list[list[int]], text: str) -> list[list[int]]:
    if len(spans) > MOST_PIECES:
        raise Refused(f"The {role} has {len(spans)} pieces; a claim holds at most {MOST_PIECES} of each.")
    found: list[list[int]] = []
    for start, end in sorted(_whole(role, span, text) for span in spans):
        if found and start < found[-1][1]:
            raise Refused(f"Two pieces of the {role} overlap at “{text[start:end][:80]}”.")
        if found and start == found[-1][1]:
            found[-1][1] = end
        else:
            found.append([start, end])
    return found


def _whole(role: str, span: list[int], text: str) -> tuple[int, int]:
    start, end = span
    if start > end:
        raise Refused(f"A piece of the {role} ends before it starts ({start}–{end}).")
    if start < 0 or end > len(text):
        raise Refused(f"A piece of the {role} ({start}–{end}) lies outside of the text of {len(text)} characters.")
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
    if start >= end:
        raise Refused(f"A piece of the {role} has no words.")
    return start, end


def _pairs(spans: list[list[int]]) -> list[tuple[int, int]]:
    return [(start, end) for start, end in spans]

"""A claim as something to cite: a line of text, APA's style, BibTeX."""

from __future__ import annotations

from calendar import month_name
from datetime import timedelta
from typing import TYPE_CHECKING

from claims.written_dates import MONTHS, write_day, write_days

if TYPE_CHECKING:
    from claims.models import Claim

__all__ = ["apa", "as_told", "bibtex", "citation", "day_told", "web_address", "worded"]

# Braces by name: BibTeX counts them even behind a backslash.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "#$%&_"},
    }
)
_VERBATIM = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def as_told(claim: Claim) -> str:
    return worded(claim.content_text, claim.kind, claim.cue_text, claim.cue_class)


def worded(content: str, kind: str, cue: str, cue_class: str) -> str:
    """The words on one line, behind their cue, for “declined” or “ruled out” turns them round; only what was just said
    in direct words stands alone."""
    words, direct = " ".join(content.split()), kind == "direct"
    if direct:
        words = f"“{words.strip('“”"')}”"
    before = "" if direct and cue_class == "say" else " ".join(cue.split())
    return f"{before} {words}".lstrip()


def day_told(claim: Claim) -> str:
    """“7–13 Oct 2024”; of a text that does not tell, “reported 22 Oct 2024”; empty, where that is not known, either."""
    if claim.said_on:
        first, after = claim.said_on.lower, claim.said_on.upper
        return write_days(first, after and after - timedelta(1))
    return f"reported {write_day(claim.day)}" if claim.day else ""


def citation(claim: Claim, address: str) -> str:
    """Plain text: who, when, which words, where they stand, and the state in which this was read."""
    article = claim.snapshot.article
    said = _said(claim)
    end = "" if said.endswith((*".?!”", '"')) else "."
    source = f" {article.url}" if article.url else ""
    return f"{said}{end} In: {_place(claim)}.{source} {_own(claim)}, {address}"


def apa(claim: Claim, address: str) -> str:
    """The article as the style's seventh edition lists it, and in brackets the words that it is cited for. Names stand
    as they are written: which of its words is the family's name differs from place to place."""
    article = claim.snapshot.article
    day = article.published_on
    when = f"{day.year}, {month_name[day.month]} {day.day}" if day else "n.d."
    by, outlet = article.byline or article.outlet.name, f" {article.outlet.name}." if article.byline else ""
    source = f" {article.url}" if article.url else ""
    return f"{by}. ({when}). {article}.{outlet}{source} [{_said(claim)}; {_own(claim)}, {address}]"


def bibtex(claim: Claim, address: str) -> str:
    """An entry that BibTeX and biber read, whatever the names and words hold."""
    speakers = [speaker.who.name for speaker in claim.speakers.all()] or [claim.unnamed or "Unknown speaker"]
    fields = {
        "author": "{" + " and ".join(f"{{{_tex(name)}}}" for name in speakers) + "}",
        "title": f"{{{{{_tex(as_told(claim))}}}}}",
        "howpublished": f"{{In: {_tex(_place(claim))}}}",
    }
    if claim.day:
        fields |= {"year": f"{{{claim.day.year}}}", "month": MONTHS[claim.day.month - 1].lower()}
        fields["day"] = f"{{{claim.day.day}}}"
    if url := web_address(claim.snapshot.article.url):
        fields["url"] = f"{{{url.translate(_VERBATIM)}}}"
    fields["note"] = f"{{{_tex(_own(claim))}, \\url{{{address}}}}}"
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items())
    return f"@misc{{onrecord-{claim.pk},\n{lines}}}"


def web_address(url: str) -> str:
    """The address if it is one that a browser may open from our page, else empty: it came with an import."""
    return url if url.lower().startswith(("https://", "http://")) else ""


def _said(claim: Claim) -> str:
    who = ", ".join(speaker.who.name for speaker in claim.speakers.all()) or claim.unnamed or "Unknown speaker"
    day = day_told(claim)
    return f"{who}{f' ({day})' if day else ''}: {as_told(claim)}"


def _place(claim: Claim) -> str:
    article = claim.snapshot.article
    where = [article.byline, f"“{article}”", article.outlet.name]
    where += [write_day(article.published_on)] if article.published_on else []
    return ", ".join(part for part in where if part)


def _own(claim: Claim) -> str:
    return f"OnRecord, claim {claim.pk}, {claim.get_state_display()}"


def _tex(text: str) -> str:
    return " ".join(text.split()).translate(_TEX)

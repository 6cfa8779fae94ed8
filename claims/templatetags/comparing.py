"""What a comparison has hundreds of, written as markup: a template takes several times as long."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString, mark_safe

from claims.templatetags.said import said_on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claims.comparing.months import Told
    from claims.models import Claim

register = template.Library()

LONGEST = 220
"""Characters of a claim."""


@register.filter
def told_lines(told: Iterable[Told]) -> SafeString:
    """The claims of one actor in one month, as items of a list."""
    return mark_safe("".join(_line(one) for one in told))  # noqa: S308 - what is not a number of ours is escaped


def _line(told: Told) -> str:
    claim, when = told.claim, said_on(told.claim)
    marked = " marked" if told.changes or told.clashes else ""
    badges = [_badge("", "change", "Changed position", "changed position ", "→", one.number) for one in told.changes]
    badges += [
        _badge(" clash", "clash", "Against each other", "against another, ", "≠", one.number) for one in told.clashes
    ]
    when = f'<span class="hidden">{when}</span>' if told.same_day else when
    cue = f'<span class="cue">{escape(claim.cue_text)}</span> ' if claim.cue_class != "say" and claim.cue_text else ""
    return (
        f'<li class="told {told.rail}{marked}">'
        f'<p class="small soft">{when}{"".join(badges)}</p>'
        f'<p class="words" dir="auto">{cue}<a href="{claim.get_absolute_url()}">{escape(_words(claim))}</a></p></li>'
    )


def _badge(look: str, to: str, title: str, spoken: str, sign: str, number: int) -> str:
    return (
        f' <a class="badge{look}" href="#{to}-{number}" title="{title} {number}">'
        f'<span class="hidden">{spoken}</span><span aria-hidden="true">{sign}</span> {number}</a>'
    )


def _words(claim: Claim) -> str:
    """Those of a direct claim in quotation marks, closed also where they are cut off."""
    direct = claim.kind == claim.Kind.DIRECT
    words = claim.content_text.strip().strip('“”"') if direct else claim.content_text
    if len(words) > LONGEST:
        words = f"{words[:LONGEST].rstrip()}…"
    return f"“{words}”" if direct else words

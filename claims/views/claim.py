from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from claims.access import may
from claims.blind import question_about
from claims.citing import apa, bibtex, citation
from claims.colours import speaker_colours
from claims.excerpts import in_paragraphs
from claims.live_links import live_link
from claims.models import Claim, Report
from claims.outputs.jsonld import linked_data
from claims.replies import replies_of
from claims.rights import may_decide
from claims.views.decision_form import DecisionForm
from claims.views.sending import site_of
from claims.wordings import other_wordings

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from claims.services.review import Stale

MOST_REPORTS = 50
MOST_APPEARANCES = 100


@require_safe
def claim_page(request: HttpRequest, pk: int) -> HttpResponse:
    whole = Claim.objects.for_display().defer(None).select_related("continued_by", "extraction", "doubt")
    claim = get_object_or_404(whole, pk=pk)
    if following := getattr(claim, "continued_by", None):
        return redirect(following)
    if opinion := question_about(request, claim):
        return redirect(opinion)
    return show_claim(request, claim)


def show_claim(
    request: HttpRequest,
    claim: Claim,
    *,
    form: DecisionForm | None = None,
    report_form: Form | None = None,
    stale: Stale | None = None,
    status: int = 200,
) -> HttpResponse:
    article = claim.snapshot.article
    if article.removed_at:
        return render(request, "claims/removed.html", {"article": article}, status=410)
    appearances, wordings = _appearances(claim), other_wordings(claim)
    context: dict[str, Any] = {
        "claim": claim,
        "article": article,
        "colours": speaker_colours([claim]),
        "context": in_paragraphs(claim),
        "candidates": claim.candidates.select_related("actor") if may(request, "editor") else [],
        "appearances": appearances,
        "wordings": wordings,
        "appearances_count": 1 + len(appearances) + len(wordings),
        "outdated": article.latest_id != claim.snapshot_id,
        "replies": replies_of(claim),
        "citations": _citations(claim, appearances, site_of(request)),
        "live": live_link(article.url, claim.snapshot.text, claim),
        "may_decide": may_decide(request, claim=claim),
        "form": form or DecisionForm(initial={"version": claim.version}),
        "stale": stale,
        **_reports(request, claim),
        "report_form": report_form,
    }
    return render(request, "claims/claim.html", context, status=status)


def _reports(request: HttpRequest, claim: Claim) -> dict[str, Any]:
    """To editors all that is reported, to others what they reported themselves."""
    reports = claim.reports.select_related("by", "settled_by").newest_first()
    if not may(request, "editor"):
        reports = reports.filter(by=request.user.pk)
    shown = list(reports[:MOST_REPORTS])
    open_reports = [report for report in shown if report.state == Report.State.OPEN]
    return {
        "reports": open_reports,
        "settled_reports": [report for report in shown if report not in open_reports],
        "my_report": next((report for report in open_reports if report.by_id == request.user.pk), None),
        "wrongs": Report.What.choices,
    }


def _citations(claim: Claim, appearances: list[Claim], site: str) -> list[tuple[str, str]]:
    """Names of formats, and the claim in them."""
    address = f"{site}{claim.get_absolute_url()}"
    return [
        ("Plain text", citation(claim, address)),
        ("APA", apa(claim, address)),
        ("BibTeX", bibtex(claim, address)),
        ("JSON-LD", json.dumps(linked_data(claim, appearances, site), ensure_ascii=False, indent=1)),
    ]


def _appearances(claim: Claim) -> list[Claim]:
    """The other claims of its group, those of older texts aside."""
    if not claim.group_id:
        return []
    others = Claim.objects.standing().filter(group=claim.group_id).exclude(pk=claim.pk)
    named = others.select_related("snapshot__article__outlet").defer("snapshot__text")
    marked = named.annotate(reported=Exists(Report.objects.open().filter(claim=OuterRef("pk"))))
    return list(marked.order_by("snapshot__article__published_at", "pk")[:MOST_APPEARANCES])

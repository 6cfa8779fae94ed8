"""Articles whose claims come from an older engine, and a job's work done in this process."""

from __future__ import annotations

from typing import Any

from claims.models import Claim, Reprocessing
from claims.services.reprocessing import jobs
from claims.services.reprocessing.selection import Choice
from claims.services.reprocessing.work import step
from sources.models import Article
from tests.factories import ArticleFactory
from tests.outputs import person, run, said

QUOTED = "“The well is dry, and the pump is broken,” said Ada Quist, the mayor, on Tuesday."
WORDS = "The well is dry, and the pump is broken"


def read_before(text: str = QUOTED, *claims: dict[str, Any], **article: Any) -> Article:
    """An article of an older engine's, which found these claims, or the first quotation alone."""
    made: Article = ArticleFactory(text=text, **article)
    run(made.latest, *(claims or [said(text, WORDS, "Ada Quist", person("Ada Quist"), cue="said")]))
    return made


def claim_of(article: Article) -> Claim:
    return Claim.objects.get(snapshot=article.latest)


def started(**choice: Any) -> Reprocessing:
    return jobs.start(Choice(**choice))[0]


def worked(job: Reprocessing) -> Reprocessing:
    """Until there is nothing to do."""
    while step():
        pass
    job.refresh_from_db()
    return job


def looked_at() -> Reprocessing:
    """A job that has read everything."""
    job = worked(started())
    assert job.state == Reprocessing.State.READY
    return job


def applied(job: Reprocessing) -> Reprocessing:
    assert jobs.apply(job)
    return worked(job)

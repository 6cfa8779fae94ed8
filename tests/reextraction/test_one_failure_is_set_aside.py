"""A text on which the pipeline fails stands aside with its reason; the others go on, and it can be tried again."""

from collections.abc import Callable, Iterator

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction import load
from claims.models import Extraction, Reprocessing
from claims.services.reprocessing import jobs
from claims.services.reprocessing.work import step
from tests.reextraction.older import QUOTED, read_before, started, worked

pytestmark = pytest.mark.django_db
BAD = "Unreadable text."


@Language.component("refuses")
def refuses(doc: Doc) -> Doc:
    if BAD in doc.text:
        raise ValueError("This text is refused.")
    return doc


@pytest.fixture
def mend() -> Iterator[Callable[[], None]]:
    """The pipeline has a component that refuses bad texts, until `mend()`."""
    pipeline = load()
    if "refuses" in pipeline.component_names:
        pipeline.enable_pipe("refuses")
    else:
        pipeline.add_pipe("refuses", first=True)

    def repair() -> None:
        if "refuses" in pipeline.pipe_names:
            pipeline.disable_pipe("refuses")

    yield repair
    repair()


def test_the_others_go_on_and_it_is_tried_again(mend: Callable[[], None]) -> None:
    for text in (QUOTED, f"{QUOTED} {BAD}", QUOTED):
        read_before(text)
    job = worked(started())
    assert (job.state, job.total, job.read) == (Reprocessing.State.READY, 3, 2)
    aside = job.items.set_aside().get()
    assert (aside.attempts, aside.error) == (3, "ValueError: This text is refused.")
    assert not Extraction.objects.filter(snapshot=aside.snapshot, pipeline=job.pipeline).exists()

    mend()
    assert jobs.retry(job)
    job = worked(job)
    assert (job.state, job.read, job.items.set_aside().count()) == (Reprocessing.State.READY, 3, 0)


def test_after_the_others_were_applied_it_is_read_looked_at_and_applied_alone(mend: Callable[[], None]) -> None:
    read_before()
    read_before(f"{QUOTED} {BAD}")
    job = worked(started())
    jobs.apply(job)
    job = worked(job)
    assert (job.state, job.applied) == (Reprocessing.State.DONE, 1)
    mend()
    assert jobs.retry(job)
    job = worked(job)
    assert (job.state, job.read, job.applied) == (Reprocessing.State.READY, 2, 1)
    assert jobs.apply(job)
    job = worked(job)
    assert (job.state, job.applied) == (Reprocessing.State.DONE, 2)


def test_a_failure_while_it_is_applied_changes_nothing_of_that_text() -> None:
    """The run that was to be applied is gone."""
    one, two = read_before(), read_before()
    job = worked(started())
    Extraction.objects.filter(snapshot=one.latest, pipeline=job.pipeline).delete()
    jobs.apply(job)
    while step():
        pass
    job.refresh_from_db()
    assert (job.state, job.applied) == (Reprocessing.State.DONE, 1)
    assert "Extraction" in job.items.set_aside().get().error
    assert one.latest
    assert two.latest
    assert one.latest.extractions.get(in_force=True).pipeline == "test-1"
    assert two.latest.extractions.get(in_force=True).pipeline == job.pipeline

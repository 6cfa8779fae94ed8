from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import Review
from claims.queue import progress_of
from claims.services.review import decide, undo
from tests.factories import ClaimFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_so_many_of_so_many_by_this_person_under_these_filters() -> None:
    ana, ben = UserFactory(role="editor"), UserFactory(role="editor")
    claims = ClaimFactory.create_batch(5)
    outlet = claims[0].snapshot.article.outlet
    decide(claims[0], ana, "reject", 1)
    decide(claims[1], ana, "confirm", 1)
    undo(decide(claims[2], ana, "confirm", 1), ana)
    decide(claims[3], ben, "confirm", 1)
    decide(claims[4], ana, "note", 1, note="later")
    everything, there = progress_of({}, ana, None), progress_of({"outlet": outlet}, ana, None)
    assert (everything.done, everything.total) == (2, "4")
    assert (there.done, there.total) == (1, "1")


def test_a_new_day_begins_at_nought() -> None:
    ana, claim = UserFactory(role="editor"), ClaimFactory()
    made = Review(claim=claim, by=ana, action="confirm")
    made.save()
    today = progress_of({}, ana, None)
    assert today.done == 1
    tomorrow = timezone.now() + timedelta(days=1)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(timezone, "now", lambda: tomorrow)
        assert progress_of({}, ana, None).done == 0

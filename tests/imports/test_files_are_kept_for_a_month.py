from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from sources.models import ImportJob
from sources.services.files import drop_old
from sources.services.start import start_path, start_upload
from tests.imports.files import TEXT, finish

pytestmark = pytest.mark.django_db(transaction=True)


def test_ours_go_after_a_month_and_what_lies_on_the_server_stays(tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text(TEXT)
    jobs = [finish(start_path(own))]
    for name in ("old", "new"):
        with own.open("rb") as stream:
            jobs.append(finish(start_upload(stream, name)))
    paths = [Path(job.path) for job in jobs]
    old = timezone.now() - timedelta(days=31)
    ImportJob.objects.filter(pk__in=[jobs[0].pk, jobs[1].pk]).update(finished_at=old)
    assert (drop_old(), drop_old()) == (1, 0)
    assert [path.exists() for path in paths] == [True, False, True]
    assert list(ImportJob.objects.order_by("pk").values_list("path", flat=True)) == [str(paths[0]), "", str(paths[2])]

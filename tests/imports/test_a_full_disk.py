"""A disk that fills up in the middle: nothing is lost, the job waits and says why, and goes on when there is room."""

from pathlib import Path

import pytest
from django.db import connection

from sources.models import Article
from sources.services import batches, control
from sources.services.phases import Phase
from sources.services.start import start_path
from sources.services.work import FULL, work_due
from tests.imports.files import TEXT, finish

pytestmark = pytest.mark.django_db

# The server itself raises what it raises when it cannot extend a file.
FILL = """
CREATE FUNCTION pg_temp.full() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.text LIKE '15.%' THEN
        RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER full_disk BEFORE INSERT ON sources_snapshot FOR EACH ROW EXECUTE FUNCTION pg_temp.full()
"""


def test_the_database_has_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "ROWS", 10)
    path = tmp_path / "rows.csv"
    path.write_text("url,text\n" + "".join(f'https://a.example/{n},"{n}. {TEXT}"\n' for n in range(25)))
    job = start_path(path)
    with connection.cursor() as cursor:
        cursor.execute(FILL)
    work_due(job.pk)
    job.refresh_from_db()
    assert (job.phase, job.paused, job.error) == (Phase.IMPORTING, True, FULL)
    assert (job.read_rows, job.settled, Article.objects.count()) == (10, 10, 10)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER full_disk ON sources_snapshot")
    assert control.resume(job)
    job = finish(job)
    assert (job.phase, job.error, job.settled) == (Phase.FINISHED, "", 25)

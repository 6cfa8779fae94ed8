"""The Celery application: `celery -A config worker`."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from celery import Celery
from celery.signals import setup_logging, task_prerun, worker_init, worker_ready, worker_shutdown
from redis.exceptions import RedisError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("onrecord")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

_beats: list[Callable[[], None]] = []


@setup_logging.connect
def use_django_logging(**kwargs: object) -> None:
    """Celery leaves the root logger alone when somebody answers this signal; Django has configured it."""


@task_prerun.connect
def hear(task: Any, args: Sequence[int], **kwargs: object) -> None:
    """Before the work, so that whatever comes meanwhile rings again."""
    from config.broker import heard

    with suppress(RedisError):  # it may ring again after a while anyway
        heard(app.conf.broker_url, task.name, args)


@worker_init.connect
def prepare(**kwargs: object) -> None:
    """Import the engine once, for all children to come; each loads the model itself, since a model survives no fork."""
    from claims.extraction.additions import AdditionError
    from claims.extraction.engine import check_additions

    try:
        check_additions()
    except AdditionError as error:
        raise SystemExit(str(error)) from None  # Celery logs any other exception, and goes on


@worker_ready.connect
def live(**kwargs: object) -> None:
    from django.conf import settings

    from claims.extraction import pipeline_version
    from config.broker import beat

    _beats.append(beat(settings.CELERY_BROKER_URL, pipeline_version()))


@worker_shutdown.connect
def die(**kwargs: object) -> None:
    for end in _beats:
        end()

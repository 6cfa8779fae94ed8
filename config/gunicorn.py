"""The web server: `gunicorn -c python:config.gunicorn config.wsgi`. Options on the command line go before these."""

import gc
import os
import shutil

from django.urls import get_resolver

from config.servers import data_dir

worker_class = "config.web_worker.WebWorker"
limit_request_line = 8190  # the most that it allows; in UTF-8 a search of 300 characters can have 3,600
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 8
graceful_timeout = 5
preload_app = True
accesslog = "-"
logger_class = "config.access_log.AccessLog"
control_socket_disable = True  # it would lie in the home directory, one for all installations

# Each process counts in a file here; those of an earlier run would be counted again.
metrics = data_dir() / "metrics"
shutil.rmtree(metrics, ignore_errors=True)
metrics.mkdir(parents=True, exist_ok=True)
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(metrics)


def when_ready(_server: object) -> None:
    """What was loaded stays for good; looking through it for garbage took a sixth of the time of a long page."""
    get_resolver().url_patterns  # noqa: B018 - loads the views, too
    gc.collect()
    gc.freeze()

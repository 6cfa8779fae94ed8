"""Loaded by a worker with `-I`: its pipeline gets one more component, which some texts do not agree with."""

from __future__ import annotations

import os
import signal
import time

from celery.signals import worker_process_init
from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction import load

SLOW, BAD, DEADLY = "Slow text.", "Bad text.", "Deadly text."


@Language.component("poison")
def poison(doc: Doc) -> Doc:
    if SLOW in doc.text:
        time.sleep(1)
    if BAD in doc.text:
        raise ValueError("The text is poisonous.")
    if DEADLY in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return doc


@worker_process_init.connect
def add(**kwargs: object) -> None:
    load().add_pipe("poison", first=True)

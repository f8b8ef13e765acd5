"""Celery is the clock: it wakes sweeps that ask the database what is due (docs/architecture.md)."""

import logging
import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pes_partnerships.settings")

app = Celery("pes_partnerships")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(
    ["partnerships.imports", "partnerships.portfolio", "partnerships.signing"]
)  # a subject is no app: named


@setup_logging.connect
def keep_our_logging(loglevel: int | str, **_: Any) -> None:
    """Worker and clock write lines as the web does (LOGGING); of Celery's own as many as --loglevel asks for."""
    logging.getLogger("celery").setLevel(loglevel)

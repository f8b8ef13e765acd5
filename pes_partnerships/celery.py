"""Celery is the clock: it wakes sweeps that ask the database what is due (docs/architecture.md)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pes_partnerships.settings")

app = Celery("pes_partnerships")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["partnerships.imports", "partnerships.signing"])  # a subject is no app: named

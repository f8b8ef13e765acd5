"""Celery is the clock: it wakes sweeps that ask the database what is due (docs/architecture.md).

Worker and beat import it, and who sends a wake-up: pages and commands start without it.
"""

import logging
import os
from datetime import UTC, datetime
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pes_partnerships.settings")

app = Celery("pes_partnerships")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(
    [
        "directory.contact",
        "directory.following",
        "directory.upkeep",
        "partnerships.ending",
        "partnerships.evidence",
        "partnerships.imports",
        "partnerships.portfolio",
        "partnerships.reminding",
        "partnerships.signing",
        "partnerships.workbooks",
    ]
)  # a subject is no app: named


def woken(task: str, every: float) -> dict[str, object]:
    """Every so many seconds, and at once when the clock starts: one that is often restarted still wakes everything."""
    return {"task": task, "schedule": every, "last_run_at": datetime.fromtimestamp(0, UTC)}


app.conf.beat_schedule = {
    # Rows are the queue, Celery is the clock: each task asks the database what is due and may run twice harmlessly.
    "clock-beat": woken("pes_partnerships.outbox.tasks.clock_beat", settings.SWEEP_SECONDS),
    "sweep-outbox": woken("pes_partnerships.outbox.tasks.sweep_outbox", settings.SWEEP_SECONDS),
    "sweep-agreements": woken("partnerships.signing.tasks.sweep_agreements", settings.SWEEP_SECONDS * 12),
    "sweep-endings": woken("partnerships.ending.tasks.sweep_endings", settings.SWEEP_SECONDS * 12),
    "sweep-portfolio": woken("partnerships.portfolio.tasks.sweep_portfolio", settings.SWEEP_SECONDS * 12),
    "rebuild-portfolio": {
        "task": "partnerships.portfolio.tasks.rebuild_portfolio",
        "schedule": crontab(hour=2, minute=40),
    },
    "check-files": {"task": "partnerships.evidence.tasks.check_files", "schedule": crontab(hour=3, minute=10)},
    "mail-ledger-heads": woken("partnerships.evidence.tasks.mail_ledger_heads", 60 * 60),  # a service once a day
    "stamp-evidence": woken("partnerships.evidence.tasks.stamp_evidence", settings.SWEEP_SECONDS * 12),
    "run-imports": woken("partnerships.imports.tasks.run_imports", settings.SWEEP_SECONDS),
    "run-workbooks": woken("partnerships.workbooks.tasks.run_workbooks", settings.SWEEP_SECONDS),
    "forget-sent-forms": woken("pes_partnerships.accounts.tasks.forget_sent_forms", 60 * 60 * 24),
    "sweep-waiting": woken("partnerships.reminding.tasks.sweep_waiting", settings.SWEEP_SECONDS * 12),
    "sweep-entries": woken("directory.upkeep.tasks.sweep_entries", settings.SWEEP_SECONDS * 12),
    "sweep-messages": woken("directory.contact.tasks.sweep_directory", settings.SWEEP_SECONDS * 12),
    "sweep-followed": woken("directory.following.tasks.sweep_followed", 60 * 60),  # each search once a day
    "sweep-reminders": woken("reviews.tasks.sweep_reminders", settings.SWEEP_SECONDS * 2),
}

if settings.RETURN_PATH and settings.BOUNCES_IMAP:
    app.conf.beat_schedule["read-bounces"] = woken(
        "pes_partnerships.outbox.tasks.read_bounces", settings.SWEEP_SECONDS * 12
    )


@setup_logging.connect
def keep_our_logging(loglevel: int | str, **_: Any) -> None:
    """Worker and clock write lines as the web does (LOGGING); of Celery's own as many as --loglevel asks for."""
    logging.getLogger("celery").setLevel(loglevel)

"""Wake a task of the clock at the end of a transaction, so that nobody waits for its next turn."""

from functools import partial

from django.conf import settings
from django.db import connection, transaction


def wake_on_commit(task: str) -> None:
    """Once a transaction, however often it is asked; with Redis alone: the embedded clock turns every few seconds.

    `task` is the full name of a Celery task. A broker that is down costs the wake-up only, the clock comes anyway.
    """
    asked = (function for _ids, function, *_rest in connection.run_on_commit)
    if settings.OUTBOX_KICK and not any(getattr(function, "args", None) == (task,) for function in asked):
        transaction.on_commit(partial(_wake, task), robust=True)


def _wake(task: str) -> None:
    from pes_partnerships.celery import app  # imported here: most processes never wake anything

    app.send_task(task, retry=False, ignore_result=True)

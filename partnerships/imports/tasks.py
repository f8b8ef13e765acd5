from celery import shared_task

from .services import running as importing


@shared_task
def run_imports() -> None:
    """Checks and writes files of organisations that wait; each is claimed first, so that two runs never share one."""
    importing.run_imports()

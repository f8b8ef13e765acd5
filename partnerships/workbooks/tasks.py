from celery import shared_task

from partnerships.workbooks.services import running


@shared_task
def run_workbooks() -> None:
    """Checks, writes and settles portfolios that wait; each is claimed first, so that two runs never share one."""
    running.run_workbooks()

"""Work that the clock starts; each task may run twice, and side by side, without harm."""

from celery import shared_task

from .services import files, heads, stamping


@shared_task
def check_files() -> None:
    """Every night: stored files and frozen texts."""
    files.check_files()


@shared_task
def stamp_evidence() -> None:
    """Signatures that have no time stamp yet, where an authority is configured."""
    stamping.stamp_evidence()


@shared_task
def mail_ledger_heads() -> None:
    """Asked every hour, so that a day on which the clock was down for a while is told, too."""
    heads.mail_ledger_heads()

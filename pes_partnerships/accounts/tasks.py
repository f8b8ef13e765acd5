"""What the clock wakes."""

from celery import shared_task

from .services.sent_forms import forget_old


@shared_task(ignore_result=True)
def forget_sent_forms() -> None:
    """May run twice: it only deletes the keys of forms that are too old to be sent again."""
    forget_old()

"""What the clock wakes."""

from celery import shared_task

from .services import sent_forms, unsaved


@shared_task(ignore_result=True)
def forget_sent_forms() -> None:
    """May run twice: it only deletes what is too old: keys of forms, and input that nobody came back for."""
    sent_forms.forget_old()
    unsaved.forget_old()

from .beat import beat, clock_now, last_beat
from .queue import OutboxRefused, queue_mail, requeue_failed
from .sweep import Swept, oldest_unsent_age, sweep

__all__ = [
    "OutboxRefused", "Swept", "beat", "clock_now", "last_beat", "oldest_unsent_age", "queue_mail", "requeue_failed",
    "sweep",
]  # fmt: skip

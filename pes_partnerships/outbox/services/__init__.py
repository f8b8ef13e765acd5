from .beat import beat, clock_now, last_beat
from .gathering import state_now
from .queue import Envelope, OutboxRefused, queue_envelopes, queue_mail, requeue_failed
from .sweep import Swept, oldest_unsent_age, sweep

__all__ = [
    "Envelope", "OutboxRefused", "Swept", "beat", "clock_now", "last_beat", "oldest_unsent_age", "queue_envelopes",
    "queue_mail", "requeue_failed", "state_now", "sweep",
]  # fmt: skip

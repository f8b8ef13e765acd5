from .beat import Beat, ClockStart
from .outbox_mail import OutboxMail

__all__ = ["Beat", "ClockStart", "OutboxMail"]

from .beat import Beat
from .outbox_mail import OutboxMail

__all__ = ["Beat", "OutboxMail"]

"""One function a mail, each in the language and the time zone of its recipient (N3)."""

from .digest import digest
from .reminder import KIND, Facts, envelope, reminder, thing_of

__all__ = ["KIND", "Facts", "digest", "envelope", "reminder", "thing_of"]

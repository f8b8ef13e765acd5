from .record import Actor, LedgerRefused, Personal, diff, erase_person, record
from .verify import Verdict, verify

__all__ = ["Actor", "LedgerRefused", "Personal", "Verdict", "diff", "erase_person", "record", "verify"]

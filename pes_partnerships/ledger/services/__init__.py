from .acting import about, one_act, quiet, told
from .record import Act, Actor, LedgerRefused, Personal, diff, erase_person, record, record_many
from .verify import Verdict, verify

__all__ = [
    "Act",
    "Actor",
    "LedgerRefused",
    "Personal",
    "Verdict",
    "about",
    "diff",
    "erase_person",
    "one_act",
    "quiet",
    "record",
    "record_many",
    "told",
    "verify",
]

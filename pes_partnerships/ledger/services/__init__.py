from .acting import about, one_act, quiet, told
from .record import Act, Actor, LedgerRefused, Personal, diff, erase_person, record, record_many
from .verify import Difference, Verdict, compares, differences, verify

__all__ = [
    "Act",
    "Actor",
    "Difference",
    "LedgerRefused",
    "Personal",
    "Verdict",
    "about",
    "compares",
    "diff",
    "differences",
    "erase_person",
    "one_act",
    "quiet",
    "record",
    "record_many",
    "told",
    "verify",
]

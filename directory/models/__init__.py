from .case_study import CaseStudy
from .contact_request import ContactRequest
from .correspondent import BlockedSender, Correspondent, CorrespondentLink, Turn
from .entry import Entry, EntryTarget
from .entry_key import EntryKey
from .exchange_visit import ExchangeVisit
from .guide import Guide
from .proposal import Proposal
from .source import Source
from .takeover import Takeover

__all__ = [
    "BlockedSender",
    "CaseStudy",
    "ContactRequest",
    "Correspondent",
    "CorrespondentLink",
    "Entry",
    "EntryKey",
    "EntryTarget",
    "ExchangeVisit",
    "Guide",
    "Proposal",
    "Source",
    "Takeover",
    "Turn",
]

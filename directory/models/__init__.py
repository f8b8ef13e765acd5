from .case_study import CaseStudy
from .contact_request import ContactRequest
from .entry import Entry, EntryTarget
from .exchange_visit import ExchangeVisit
from .guide import Guide
from .proposal import Proposal
from .source import Source

__all__ = [
    "CaseStudy",
    "ContactRequest",
    "Entry",
    "EntryTarget",
    "ExchangeVisit",
    "Guide",
    "Proposal",
    "Source",
]

from .case_study import CaseStudy
from .contact_request import ContactRequest
from .entry import Entry, EntryTarget
from .entry_key import EntryKey
from .exchange_visit import ExchangeVisit
from .followed_search import FollowedSearch
from .guide import Guide
from .proposal import Proposal
from .search import SearchChange, SearchDocument, SearchWord
from .source import Source
from .takeover import Takeover

__all__ = [
    "CaseStudy",
    "ContactRequest",
    "Entry",
    "EntryKey",
    "EntryTarget",
    "ExchangeVisit",
    "FollowedSearch",
    "Guide",
    "Proposal",
    "SearchChange",
    "SearchDocument",
    "SearchWord",
    "Source",
    "Takeover",
]

from .case_study import CaseStudy
from .contact_consent import ContactConsent
from .contact_request import ContactRequest
from .correspondent import BlockedSender, Correspondent, CorrespondentLink, Turn
from .entry import Entry, EntryTarget
from .entry_key import EntryKey
from .exchange_visit import ExchangeVisit
from .followed_search import FollowedSearch
from .guide import Guide
from .proposal import Proposal
from .proposal_remark import ProposalRemark
from .revision import Revision
from .search import SearchChange, SearchDocument, SearchWord
from .source import Source
from .takeover import Takeover
from .upkeep import Confirmation, DirectorySettings

__all__ = [
    "BlockedSender",
    "CaseStudy",
    "Confirmation",
    "ContactConsent",
    "ContactRequest",
    "Correspondent",
    "CorrespondentLink",
    "DirectorySettings",
    "Entry",
    "EntryKey",
    "EntryTarget",
    "ExchangeVisit",
    "FollowedSearch",
    "Guide",
    "Proposal",
    "ProposalRemark",
    "Revision",
    "SearchChange",
    "SearchDocument",
    "SearchWord",
    "Source",
    "Takeover",
    "Turn",
]

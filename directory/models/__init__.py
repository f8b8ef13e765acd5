from .case_study import CaseStudy
from .contact_consent import ContactConsent
from .contact_request import ContactRequest
from .correspondent import BlockedSender, Correspondent, CorrespondentLink, Turn
from .entry import Entry, EntryTarget
from .entry_key import EntryKey
from .exchange_visit import ExchangeVisit
from .guide import Guide
from .proposal import Proposal
from .proposal_remark import ProposalRemark
from .revision import Revision
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
    "Guide",
    "Proposal",
    "ProposalRemark",
    "Revision",
    "Source",
    "Takeover",
    "Turn",
]

from .accession import Accession
from .agreement import Agreement
from .annex import Annex
from .assessment import Assessment
from .assignment import Assignment
from .autonomy import Approval, Autonomy
from .chain import ChainNeed, Cover
from .clause import Clause, ClauseEdition
from .comment_round import CommentRequest, CommentRound
from .consent import Consent, ConsentAnswer
from .contact import Contact
from .contribution import Contribution
from .contribution_year import ContributionYear
from .dialogue import DialogueEntry, Invitation
from .dissolution import DissolutionStep
from .document import Document, SealDelay
from .duplicate import DuplicatePair, NameKey, OrganisationMerge
from .ending import Ending, EndingObjection, EndingTold
from .ending_step import EndingStep, StepReminder
from .evidence_stamp import EvidenceStamp
from .examination import Examination
from .fact_mark import FactMark
from .file_fault import FileFault
from .milestone import Milestone
from .minor_change import MinorChange
from .model_advice import ModelAdvice
from .objective import Objective
from .organisation import Organisation, OrganisationName, Succession
from .participation import Participation
from .partnership import Partnership
from .party import Party
from .party_decision import PartyDecision
from .portfolio_file import PortfolioFile
from .quota import Quota
from .ready import PortfolioCount, PortfolioLine, WaitingTask, YearlyCost
from .recorded import RecordedFile, RecordState, SignedElsewhere
from .region import Region
from .registry_import import ColumnMemory, ImportRow, RegistryImport
from .remark import Remark
from .reminding import (
    CalendarFeed,
    GivenReminder,
    HandedOver,
    ReminderChoice,
    ReminderRule,
    ReminderSettings,
    SetAside,
)
from .representation import Representation
from .representative import FreshLook, RepresentativeChange
from .responsibility import Responsibility
from .saved_view import SavedView
from .section import Section
from .signatory import Signatory
from .signature import Signature
from .signed_copy import SignedCopy
from .signing_request import SigningRequest
from .site import Site
from .support_need import SupportNeed
from .team import SkillMark, TeamMember, Training
from .term import OrganisationType, ServiceArea, TargetGroup
from .termination_notice import TerminationNotice
from .text_file import TextFile
from .umbrella import LocalTemplate, LocalText
from .withdrawal import LeftMatter, Withdrawal
from .workbook import WorkbookImport, WorkbookLine

__all__ = [
    "Accession",
    "Agreement",
    "Annex",
    "Approval",
    "Assessment",
    "Assignment",
    "Autonomy",
    "CalendarFeed",
    "ChainNeed",
    "Clause",
    "ClauseEdition",
    "ColumnMemory",
    "CommentRequest",
    "CommentRound",
    "Consent",
    "ConsentAnswer",
    "Contact",
    "Contribution",
    "ContributionYear",
    "Cover",
    "DialogueEntry",
    "DissolutionStep",
    "Document",
    "DuplicatePair",
    "Ending",
    "EndingObjection",
    "EndingStep",
    "EndingTold",
    "EvidenceStamp",
    "Examination",
    "FactMark",
    "FileFault",
    "FreshLook",
    "GivenReminder",
    "HandedOver",
    "ImportRow",
    "Invitation",
    "LeftMatter",
    "LocalTemplate",
    "LocalText",
    "Milestone",
    "MinorChange",
    "ModelAdvice",
    "NameKey",
    "Objective",
    "Organisation",
    "OrganisationMerge",
    "OrganisationName",
    "OrganisationType",
    "Participation",
    "Partnership",
    "Party",
    "PartyDecision",
    "PortfolioCount",
    "PortfolioFile",
    "PortfolioLine",
    "Quota",
    "RecordState",
    "RecordedFile",
    "Region",
    "RegistryImport",
    "Remark",
    "ReminderChoice",
    "ReminderRule",
    "ReminderSettings",
    "Representation",
    "RepresentativeChange",
    "Responsibility",
    "SavedView",
    "SealDelay",
    "Section",
    "ServiceArea",
    "SetAside",
    "Signatory",
    "Signature",
    "SignedCopy",
    "SignedElsewhere",
    "SigningRequest",
    "Site",
    "SkillMark",
    "StepReminder",
    "Succession",
    "SupportNeed",
    "TargetGroup",
    "TeamMember",
    "TerminationNotice",
    "TextFile",
    "Training",
    "WaitingTask",
    "Withdrawal",
    "WorkbookImport",
    "WorkbookLine",
    "YearlyCost",
]

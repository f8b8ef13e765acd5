from .action import ActionProgress, CorrectiveAction
from .action_check import ActionCheck
from .activity import Activity
from .alone_cost import AloneCost
from .assessment import Assessment
from .campaign import CampaignReview, ReviewCampaign
from .commitment import Commitment, CommitmentAct, CommitmentReminder, CommitmentTask, CommitmentText
from .contact_link import ContactLink
from .evaluation import Evaluation, EvaluationFinding, EvaluationQuestion, EvaluationRecommendation
from .evaluation_text import EvaluationAnswer, EvaluationText
from .feedback import Feedback
from .health_check import (
    HealthCheck,
    HealthCheckAnswer,
    HealthCheckLink,
    HealthCheckPerson,
    HealthCheckSheet,
)
from .measurement import Measurement
from .meeting import AgendaPoint, Meeting, MeetingImprovement, MeetingPaper, MeetingParticipant
from .meeting_note import ChairPlace, ChairRotation, MeetingNote, MeetingNoteText
from .objective_digest import ObjectiveDigest
from .partner_part import PartLink, PartnerPart, PartnerStatement, StatedFigure, StatedRecord
from .period import PeriodConfirmation
from .proof import Proof, ProofOfValue, ProofRevision
from .reminder import Reminder, ReminderRound
from .review import Review
from .series import Series
from .shown_draft import DraftAnswer, ShownDraft
from .untold import Untold
from .warning_acceptance import WarningAcceptance
from .warning_facts import WarningFacts

__all__ = [
    "ActionCheck",
    "ActionProgress",
    "Activity",
    "AgendaPoint",
    "AloneCost",
    "Assessment",
    "CampaignReview",
    "ChairPlace",
    "ChairRotation",
    "Commitment",
    "CommitmentAct",
    "CommitmentReminder",
    "CommitmentTask",
    "CommitmentText",
    "ContactLink",
    "CorrectiveAction",
    "DraftAnswer",
    "Evaluation",
    "EvaluationAnswer",
    "EvaluationFinding",
    "EvaluationQuestion",
    "EvaluationRecommendation",
    "EvaluationText",
    "Feedback",
    "HealthCheck",
    "HealthCheckAnswer",
    "HealthCheckLink",
    "HealthCheckPerson",
    "HealthCheckSheet",
    "Measurement",
    "Meeting",
    "MeetingImprovement",
    "MeetingNote",
    "MeetingNoteText",
    "MeetingPaper",
    "MeetingParticipant",
    "ObjectiveDigest",
    "PartLink",
    "PartnerPart",
    "PartnerStatement",
    "PeriodConfirmation",
    "Proof",
    "ProofOfValue",
    "ProofRevision",
    "Reminder",
    "ReminderRound",
    "Review",
    "ReviewCampaign",
    "Series",
    "ShownDraft",
    "StatedFigure",
    "StatedRecord",
    "Untold",
    "WarningAcceptance",
    "WarningFacts",
]

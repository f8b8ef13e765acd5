from .agreement import Agreement
from .assignment import Assignment
from .contact import Contact
from .contribution import Contribution
from .dissolution import DissolutionStep
from .document import Document
from .examination import Examination
from .milestone import Milestone
from .objective import Objective
from .organisation import Organisation, OrganisationName
from .participation import Participation
from .partnership import Partnership
from .party import Party
from .quota import Quota
from .region import Region
from .representation import Representation
from .responsibility import Responsibility
from .section import Section
from .signature import Signature
from .signing_request import SigningRequest
from .term import OrganisationType, ServiceArea, TargetGroup

__all__ = [
    "Agreement",
    "Assignment",
    "Contact",
    "Contribution",
    "DissolutionStep",
    "Document",
    "Examination",
    "Milestone",
    "Objective",
    "Organisation",
    "OrganisationName",
    "OrganisationType",
    "Participation",
    "Partnership",
    "Party",
    "Quota",
    "Region",
    "Representation",
    "Responsibility",
    "Section",
    "ServiceArea",
    "Signature",
    "SigningRequest",
    "TargetGroup",
]

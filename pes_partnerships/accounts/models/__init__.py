from .employment_service import EmploymentService, ServiceName
from .membership import Membership
from .office import Office
from .sent_form import SentForm
from .unsaved_input import UnsavedInput
from .user import User

__all__ = ["EmploymentService", "Membership", "Office", "SentForm", "ServiceName", "UnsavedInput", "User"]

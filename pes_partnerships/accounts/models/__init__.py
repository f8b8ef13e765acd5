from .employment_service import EmploymentService, ServiceName
from .membership import Membership
from .office import Office
from .user import User

__all__ = ["EmploymentService", "Membership", "Office", "ServiceName", "User"]

from .action import CorrectiveAction
from .action_check import ActionCheck
from .activity import Activity
from .assessment import Assessment
from .feedback import Feedback
from .health_check import HealthCheck, HealthCheckAnswer
from .measurement import Measurement
from .reminder import Reminder, ReminderRound
from .review import Review
from .series import Series

__all__ = [
    "ActionCheck",
    "Activity",
    "Assessment",
    "CorrectiveAction",
    "Feedback",
    "HealthCheck",
    "HealthCheckAnswer",
    "Measurement",
    "Reminder",
    "ReminderRound",
    "Review",
    "Series",
]

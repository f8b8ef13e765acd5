"""What became of feedback (R8)."""

from django.db import models
from django.utils.translation import pgettext_lazy


class FeedbackOutcome(models.TextChoices):
    TAKEN_UP = "taken_up", pgettext_lazy("feedback", "Taken up as an action")
    ANSWERED = "answered", pgettext_lazy("feedback", "Answered")
    NOT_TAKEN = "not_taken", pgettext_lazy("feedback", "Not taken up")

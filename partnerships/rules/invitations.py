"""What an external evaluator may read of the partnership it was invited to (X1, R5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reading(models.TextChoices):
    ALL = "all", _("The agreement text, results, reviews and activities, and what partners stated in reviews")
    WITHOUT_STATEMENTS = "no_statements", _("The same, without what partners stated in reviews")

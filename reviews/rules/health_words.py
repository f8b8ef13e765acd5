"""Words of the health check that the tables keep (R6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

HOW_MANY = 13  # ingredients


class Scale(models.IntegerChoices):
    NOT_YET = 1, pgettext_lazy("health check", "Not yet")
    PARTLY = 2, pgettext_lazy("health check", "Partly")
    MOSTLY = 3, pgettext_lazy("health check", "Mostly")
    FULLY = 4, pgettext_lazy("health check", "Fully")


class HealthLinkEnd(models.TextChoices):
    REPLACED = "replaced", _("replaced by a newer link")
    WITHDRAWN = "withdrawn", _("no longer asked")

"""A ready row: what the checks look at in one running partnership. Only reviews.warnings.services.ready writes it."""

from typing import ClassVar

from django.db import models
from django_scopes import ScopedManager

from partnerships.models import Partnership


class WarningFacts(models.Model):
    """`figures`: warnings/rules/ready.py. Of a partnership without an agreement in force there is no row."""

    partnership = models.OneToOneField(
        Partnership, on_delete=models.CASCADE, primary_key=True, related_name="warning_facts"
    )
    figures = models.JSONField()

    objects: ClassVar = ScopedManager(service="partnership__service")

    def __str__(self) -> str:
        return str(self.partnership)

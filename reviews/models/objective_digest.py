"""A ready row: what the values of one objective come to. Only reviews.results.services.digests writes it."""

from typing import ClassVar

from django.db import models
from django_scopes import ScopedManager

from partnerships.models import Objective


class ObjectiveDigest(models.Model):
    """`figures`: results/rules/digest.py; `stamp` names the values behind them."""

    objective = models.OneToOneField(Objective, on_delete=models.CASCADE, primary_key=True, related_name="digest")
    stamp = models.CharField(max_length=60)
    figures = models.JSONField()

    objects: ClassVar = ScopedManager(service="objective__agreement__partnership__service")

    def __str__(self) -> str:
        return str(self.objective)

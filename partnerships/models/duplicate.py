"""How the registry notices that it has an organisation twice: search keys, and pairs to decide on (F2)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from pes_partnerships.accounts.models import EmploymentService

from .organisation import Organisation


class NameKey(models.Model):
    """One key under which an organisation is looked for: a word of a name, a number ("#…"), a web domain ("@…").

    Written by the services whenever a name, number or address changes; partnerships/matching/rules/name_keys.py
    makes the keys.
    """

    service = models.ForeignKey(EmploymentService, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="name_keys")
    key = models.CharField(max_length=60)

    objects: ClassVar = ScopedManager(service="service")

    class Meta:
        verbose_name = _("search key of an organisation")
        verbose_name_plural = _("search keys of organisations")
        indexes = [models.Index(fields=["service", "key", "organisation"], name="name_key_found")]
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="name_key_once")]

    def __str__(self) -> str:
        return self.key


class DuplicatePair(models.Model):
    """Two records that may be one organisation; `first` is the older one. Dismissed pairs are not proposed again."""

    class Status(models.TextChoices):
        OPEN = "open", _("Decision pending")
        DISMISSED = "dismissed", _("Different organisations")
        MERGED = "merged", _("Merged")

    service = models.ForeignKey(EmploymentService, on_delete=models.CASCADE, related_name="+")
    first = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField(_("similarity in per cent"))
    reasons = models.JSONField(_("reasons"), default=list)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.OPEN)
    reason = models.TextField(_("why these are different organisations"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    found_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = ScopedManager(service="service")

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="duplicate_pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} · {self.second}"


class OrganisationMerge(models.Model):
    """Two records made one: what moved, so that it can be undone. The merged record stays, and points on."""

    kept = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="merged_by")
    moved = models.JSONField(
        default=dict
    )  # what went from one to the other, by kind; merging/services/merging.py reads it
    merged_at = models.DateTimeField(_("merged"))
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = ScopedManager(service="kept__service")

    class Meta:
        verbose_name = _("merge of two records")
        verbose_name_plural = _("merges of records")
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["merged"], condition=Q(undone_at=None), name="merged_once_at_a_time"),
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="never_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.merged} → {self.kept}"

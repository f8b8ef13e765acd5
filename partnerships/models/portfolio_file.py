"""A whole portfolio as a file, made by the worker where a page would have to wait for it (F2)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from pes_partnerships.accounts.models import EmploymentService, Office


class PortfolioFile(models.Model):
    """For the person who asked, for a few days; `office` is what they could see then (None: the whole service)."""

    service = models.ForeignKey(EmploymentService, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    suffix = models.CharField(max_length=4)  # of workbooks/services/exporting.TYPES
    name = models.CharField(max_length=100, blank=True)
    file = models.FileField(upload_to="portfolio-files/%Y/", blank=True)
    size = models.PositiveBigIntegerField(default=0)  # bytes
    asked_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    has_failed = models.BooleanField(default=False)

    objects: ClassVar = ScopedManager(service="service")

    class Meta:
        verbose_name = _("file of a portfolio")
        verbose_name_plural = _("files of portfolios")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return self.name

"""A file on its way in, whatever it holds: who uploaded it, how far it is, and how it ended (F2)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.rules.lifecycle import ImportStatus
from pes_partnerships.accounts.models import EmploymentService


class FileImport(models.Model):
    """`claimed_at` is the last word of the worker that holds it (shared/services/file_work.py)."""

    service = models.ForeignKey(EmploymentService, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(_("file"), max_length=200)
    status = models.CharField(
        _("status"), max_length=10, choices=ImportStatus.choices, default=ImportStatus.UPLOADED, editable=False
    )
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    failure = models.TextField(blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.filename

    @property
    def ledger_label(self) -> str:
        return self.filename

"""A file of organisations on its way into the registry: uploaded, matched, checked, written all or nothing (F2)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from pes_partnerships.accounts.models import EmploymentService

from .file_import import FileImport
from .organisation import Organisation


class RegistryImport(FileImport):
    file = models.FileField(upload_to="imports/%Y/", blank=True)  # taken away once it is written or given up
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    columns = models.JSONField(default=list)  # the headings of the file, in order
    matching = models.JSONField(default=dict)  # heading number (as text) -> field code; "" leaves it out
    # said of the file as a whole: heading, days, centuries, values {field code: value}
    reading = models.JSONField(default=dict)
    # what the reading came upon: last_line, beyond, asks {question: {"count", "example"}}
    seen = models.JSONField(default=dict)

    objects: ClassVar = ScopedManager(service="service")

    class Meta(FileImport.Meta):
        abstract = False
        verbose_name = _("import of organisations")
        verbose_name_plural = _("imports of organisations")


class ImportRow(models.Model):
    """One organisation of the file: its lines, what is wrong with them, whom it resembles, what is to happen."""

    class Plan(models.TextChoices):
        NEW = "new", _("New")
        CHANGE = "change", _("Changes a record")
        SAME = "same", _("Unchanged")
        SKIP = "skip", _("Ignored")

    registry_import = models.ForeignKey(RegistryImport, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("line"))  # of the file, as a spreadsheet counts
    name = models.CharField(_("name"), max_length=250, blank=True)
    values = models.JSONField(default=dict)  # cleaned, by field code
    problems = models.JSONField(default=list)  # [{"column", "text", "severity"}], severity: problem, note, question
    duplicates = models.JSONField(default=list)  # [{"organisation" or "line", "name", "score", "reasons"}]
    plan = models.CharField(_("planned action"), max_length=10, choices=Plan.choices, default=Plan.NEW)
    undo = models.JSONField(default=dict)  # what writing made and what was there before, until it cannot be undone
    confirmed_new = models.BooleanField(_("this is a different organisation"), default=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="import_rows"
    )

    objects: ClassVar = ScopedManager(service="registry_import__service")

    class Meta:
        verbose_name = _("line of an import")
        verbose_name_plural = _("lines of an import")
        ordering = ["line"]
        constraints = [models.UniqueConstraint(fields=["registry_import", "line"], name="import_line_once")]

    def __str__(self) -> str:
        return f"{self.line}: {self.name}"


class ColumnMemory(models.Model):
    """Which field a heading meant the last time, for the next file of this service."""

    service = models.ForeignKey(EmploymentService, on_delete=models.CASCADE, related_name="+")
    heading = models.CharField(max_length=120)  # folded
    field = models.CharField(max_length=40, blank=True)

    objects: ClassVar = ScopedManager(service="service")

    class Meta:
        verbose_name = _("saved column match")
        verbose_name_plural = _("saved column matches")
        constraints = [models.UniqueConstraint(fields=["service", "heading"], name="column_remembered_once")]

    def __str__(self) -> str:
        return f"{self.heading} → {self.field}"

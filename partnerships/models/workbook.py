"""A workbook with a portfolio on its way in: read, matched, checked, written all or nothing, undone (F2)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager

from .file_import import FileImport
from .partnership import Partnership


class WorkbookImport(FileImport):
    file = models.FileField(upload_to="workbooks/%Y/", blank=True)  # taken away once it is written or given up
    size = models.PositiveIntegerField(_("size in bytes"), default=0)
    # of each sheet: {"name", "kind", "heading", "headings", "columns"}
    sheets = models.JSONField(default=list)
    # what was answered once for the whole file: {"days", "centuries", "decimals", "language", "values": {…}}
    options = models.JSONField(default=dict)
    outlook = models.JSONField(default=dict)  # what the check says that the portfolio will hold: {"in_force": 3, …}
    notes = models.JSONField(default=list)  # of the file as a whole, for people
    checked_at = models.DateTimeField(null=True, blank=True)
    # records of agreements that are saved one by one after the writing, and when the last of them was
    to_settle = models.JSONField(default=list)
    settled_at = models.DateTimeField(null=True, blank=True)
    # partnership (as text) -> the records that stay open; none where a fault of ours keeps it, and it is tried again
    unsettled = models.JSONField(default=dict)

    objects: ClassVar = ScopedManager(service="service")

    class Meta(FileImport.Meta):
        abstract = False
        verbose_name = _("import of a portfolio")
        verbose_name_plural = _("imports of portfolios")


class WorkbookLine(models.Model):
    """One line of one sheet: what it says, what is wrong with it, what it resembles, what is to happen."""

    class Plan(models.TextChoices):
        NEW = "new", pgettext_lazy("line", "New")
        CHANGE = "change", pgettext_lazy("line", "Changes a record")
        SAME = "same", pgettext_lazy("line", "Unchanged")
        SKIP = "skip", pgettext_lazy("line", "Ignored")

    workbook = models.ForeignKey(WorkbookImport, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=20)
    sheet = models.CharField(_("sheet"), max_length=100)
    number = models.PositiveIntegerField(_("line"))  # of the sheet, as a spreadsheet counts
    values = models.JSONField(default=dict)  # cleaned, by field
    problems = models.JSONField(default=list)
    duplicates = models.JSONField(default=list)
    decision = models.JSONField(default=dict)
    plan = models.CharField(_("planned action"), max_length=10, choices=Plan.choices, default=Plan.NEW)
    is_open = models.BooleanField(default=False)
    target = models.BigIntegerField(null=True, blank=True)  # the stored row that it is about
    # that it belongs to, once that is written
    partnership = models.ForeignKey(Partnership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    before = models.JSONField(default=dict)

    objects: ClassVar = ScopedManager(service="workbook__service")

    class Meta:
        verbose_name = _("line of a portfolio")
        verbose_name_plural = _("lines of a portfolio")
        ordering = ["kind", "sheet", "number"]
        constraints = [
            models.UniqueConstraint(fields=["workbook", "sheet", "number"], name="workbook_line_once"),
        ]
        indexes = [models.Index("workbook", "kind", "is_open", name="workbook_open_lines")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.number}"

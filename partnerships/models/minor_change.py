"""A minor change: a dated record beside a signed text, which stays as it is (A15).

Only what a clause of the text allows is changed so; anything else needs a new version that all sign.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from pes_partnerships.lib.text import in_groups

from .agreement import Agreement


class MinorChange(models.Model):
    """`snapshot` is the record as canonical JSON, which names the fingerprint of the text and of the record before."""

    class Matter(models.TextChoices):
        CONTACTS = "contacts", _("Contact persons and their details")
        MEETINGS = "meetings", _("Days, times and places of meetings")
        BUDGET = "budget", _("Shift within a budget, inside the limits of the text")
        DUTY = "duty", _("A responsibility passes to another party")
        SCHEDULE = "schedule", _("Dates within the work plan")
        OTHER = "other", pgettext_lazy("matter of a minor change", "Another matter that the text names")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="minor_changes")
    number = models.PositiveSmallIntegerField(_("number"))
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("corrects")
    )
    matter = models.CharField(_("what kind of change"), max_length=12, choices=Matter.choices)
    title = models.CharField(_("what changes"), max_length=200)
    before = models.TextField(_("until now"))
    after = models.TextField(_("from now on"))
    reason = models.TextField(_("reason"), blank=True)
    applies_from = models.DateField(_("applies from"))
    allowed_by = models.TextField(_("words of the text that allow it"))
    recorded_at = models.DateTimeField(_("recorded"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    snapshot = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    file = models.FileField(_("file"), upload_to="minor-changes/%Y/")
    file_sha256 = models.CharField(_("fingerprint of the file (SHA-256)"), max_length=64, editable=False)

    objects: ClassVar = ScopedManager(service="agreement__partnership__service")

    class Meta:
        verbose_name = _("minor change")
        verbose_name_plural = _("minor changes")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="minor_change_number_once"),
            models.CheckConstraint(condition=~models.Q(allowed_by=""), name="minor_change_is_allowed_by_the_text"),
            models.CheckConstraint(condition=~models.Q(sha256=""), name="minor_change_has_its_fingerprint"),
        ]

    def __str__(self) -> str:
        return gettext("Minor change %(number)s: %(title)s") % {"number": self.number, "title": self.title}

    @property
    def document_number(self) -> str:
        """What stands on the record, below the number of the text: LT-2026-00012-v1-c2."""
        return f"{self.agreement.number}-c{self.number}"

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the record in groups of four, as it is printed."""
        return in_groups(self.sha256)

"""An annex of a text: words or a file, with its own title, date and term, inside the fingerprint (A8–A14)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from pes_partnerships.lib.date_fields import PartialDateField

from .agreement import Agreement


class Annex(models.Model):
    """`sha256` is that of the file; it is part of the frozen text, so that the file is signed with it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="annexes")
    title = models.CharField(_("title"), max_length=200)
    dated = PartialDateField(_("date of the annex"), blank=True)
    term = models.CharField(
        _("term of the annex"),
        max_length=200,
        blank=True,
        help_text=_("Only if it differs from that of the agreement."),
    )
    body = models.TextField(_("text"), blank=True)
    file = models.FileField(_("file"), upload_to="annexes/%Y/", blank=True)
    file_name = models.CharField(_("name of the file"), max_length=150, blank=True, editable=False)
    sha256 = models.CharField(_("fingerprint of the file (SHA-256)"), max_length=64, blank=True, editable=False)
    size = models.PositiveIntegerField(_("size of the file in bytes"), null=True, blank=True, editable=False)
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ScopedManager(service="agreement__partnership__service")

    class Meta:
        verbose_name = _("annex")
        verbose_name_plural = _("annexes")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(body="") | ~models.Q(file=""), name="annex_has_words_or_a_file"),
            models.CheckConstraint(condition=models.Q(file="") | ~models.Q(sha256=""), name="annex_file_has_its_hash"),
        ]

    def __str__(self) -> str:
        return self.title

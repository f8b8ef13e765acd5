"""A clause in a part of a text, and the editions of its words that a service keeps in its library (A1, A8–A14)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from pes_partnerships.accounts.models import EmploymentService

from .section import Section


class Clause(models.Model):
    """`words` are Markdown with the names of fields in braces; `values` fill them. `edition` 0 is standard wording."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="clauses")
    key = models.SlugField(_("clause"), max_length=60)
    title = models.CharField(_("heading of the clause"), max_length=120, blank=True)
    words = models.TextField(_("words of the clause"))
    values = models.JSONField(_("answers"), default=dict, blank=True)
    edition = models.PositiveSmallIntegerField(_("edition of the library"), default=0)
    origin = models.CharField(_("where the words came from"), max_length=250, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ScopedManager(service="section__agreement__partnership__service")

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["section", "key"], name="clause_once_per_section")]

    def __str__(self) -> str:
        return self.title or self.key


class ClauseEdition(models.Model):
    """Words that a service uses for a clause instead of the standard wording, or for a clause of its own."""

    service = models.ForeignKey(EmploymentService, on_delete=models.PROTECT, related_name="clause_editions")
    key = models.SlugField(_("clause"), max_length=60)
    part = models.SlugField(_("section"), max_length=40)
    language = models.CharField(_("language"), max_length=10)
    edition = models.PositiveSmallIntegerField(_("edition"))
    title = models.CharField(_("heading of the clause"), max_length=120)
    words = models.TextField(_("words of the clause"))
    note = models.CharField(_("what changed, and why"), max_length=250, blank=True)
    is_withdrawn = models.BooleanField(_("withdrawn"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = ScopedManager(service="service")

    class Meta:
        verbose_name = _("edition of a clause")
        verbose_name_plural = _("editions of clauses")
        ordering = ["part", "key", "language", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "key", "language", "edition"], name="clause_edition_once_per_language"
            ),
            models.CheckConstraint(condition=models.Q(edition__gte=1), name="clause_edition_counts_from_one"),
        ]

    def __str__(self) -> str:
        return self.title

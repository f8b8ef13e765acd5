"""A longer account of an entry that others can learn from (D2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .entry import Entry


class CaseStudy(models.Model):
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="case_studies")
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=10, default="en")
    body = models.TextField(_("text"))
    # results to draw: [{"title", "note", "points": [[label, number], ...]}]
    pictures = models.JSONField(_("pictures of results"), default=list, blank=True)
    source = models.TextField(_("source"))
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")
        ordering = ["-published_at"]

    def __str__(self) -> str:
        return self.title

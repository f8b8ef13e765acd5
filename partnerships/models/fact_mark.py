"""A mark beside one fact of a partnership: our reading, no source, or sources that disagree (D2)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.marks import OF_OBJECTIVE, FactMarkKind

from .partnership import Partnership


class FactMark(models.Model):
    """`about` names the fact (rules/marks.py): of the partnership, of its text, or of an objective by its lineage."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="fact_marks")
    about = models.CharField(_("fact"), max_length=80)
    mark = models.CharField(_("mark"), max_length=20, choices=FactMarkKind.choices)
    other = models.CharField(_("what another source says"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ScopedManager(service="partnership__service")

    class Meta:
        verbose_name = _("mark beside a fact")
        verbose_name_plural = _("marks beside facts")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(mark="sources_disagree") | ~models.Q(other=""), name="sources_disagree_on_something"
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.about, str(self.get_mark_display()), self.other, self.source]))

    @property
    def words(self) -> str:
        """“sources disagree: another source says 26 % (Dagsavisen)”."""
        said = {"mark": self.get_mark_display(), "other": self.other, "source": self.source}
        words = gettext("%(mark)s: another source says %(other)s") % said if self.other else str(said["mark"])
        return gettext("%(words)s (%(source)s)") % {"words": words, "source": self.source} if self.source else words

    @property
    def lineage(self) -> str:
        """Of a mark beside an objective: which one, through all versions of the text."""
        parts = self.about.split(":")
        return parts[1] if len(parts) == 3 else ""

    @property
    def of_objective(self) -> str:
        """“Value: sources disagree: …”: the fact of the objective with its mark."""
        part = self.about.rpartition(":")[2]
        return gettext("%(part)s: %(mark)s") % {"part": OF_OBJECTIVE.get(part, part), "mark": self.words}

"""A manager's proposal of an entry, or of a change to one, until an admin has published or sent it back (D4)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from directory.rules.vocabulary import ProposalStatus
from partnerships.models import Partnership

from .entry import Entry


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def waiting(self) -> "ProposalQuerySet":
        return self.filter(status=ProposalStatus.PROPOSED)


class Proposal(models.Model):
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="proposals")
    entry = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposals")
    # exactly what would be public: the values of Entry's fields and its targets, and nothing else
    projection = models.JSONField(_("what would be public"))
    chosen = models.JSONField(_("decisions by field"), default=dict, blank=True, editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=ProposalStatus.choices, default=ProposalStatus.PROPOSED, editable=False
    )
    # the entry is there already, and would be maintained from this partnership; `held_by`: from which it was then
    takes_over = models.BooleanField(default=False)
    held_by = models.ForeignKey(Partnership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # entries that look alike and are of other partnerships, as the proposer says
    told_apart = models.ManyToManyField(Entry, blank=True, related_name="+")
    reason = models.TextField(_("reason for taking over, or for a new entry"), blank=True)
    note = models.TextField(_("note to the directory admin"), blank=True)
    answer = models.TextField(_("what the directory admin answered"), blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(ProposalQuerySet), service="partnership__service"
    )

    class Meta:
        verbose_name = _("proposal of an entry")
        verbose_name_plural = _("proposals of entries")
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"], condition=models.Q(status="proposed"), name="one_waiting_proposal"
            ),
            models.UniqueConstraint(
                fields=["entry"], condition=models.Q(status="proposed"), name="one_waiting_proposal_an_entry"
            ),
        ]

    def __str__(self) -> str:
        return str(self.partnership)

"""A named set of filters and an order of the portfolio's list: a person's own, or shared with the service."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from pes_partnerships.accounts.models import EmploymentService, Membership


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, membership: Membership) -> "SavedViewQuerySet":
        """One's own, and what others of the service share."""
        mine = Q(owner=membership.user_id) | Q(is_shared=True)
        return self.filter(mine, service=membership.service_id) if membership.may("read_portfolio") else self.none()

    def owned_by(self, membership: Membership) -> "SavedViewQuerySet":
        return self.visible_to(membership).filter(owner=membership.user_id)


class SavedView(models.Model):
    """`query` is what stands in the address; `version` counts its changes, so that an older address is known."""

    service = models.ForeignKey(EmploymentService, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000, blank=True)
    is_shared = models.BooleanField(_("shared with everybody of the service"), default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    objects: ClassVar = ScopedManager(_manager_class=models.Manager.from_queryset(SavedViewQuerySet), service="service")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["service", "owner", "name"], name="view_name_once_a_person"),
        ]

    def __str__(self) -> str:
        return self.name

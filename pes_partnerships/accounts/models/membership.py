"""A person's role in a service, optionally bound to one office (X1)."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from pes_partnerships.accounts.rules.roles import Role, role_may

from .employment_service import EmploymentService
from .office import Office


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> "MembershipQuerySet":
        return self.filter(ended_on=None, user__is_active=True)

    def managers(self) -> "MembershipQuerySet":
        return self.filter(role=Role.MANAGER)

    def staff_of(self, office: Office | None) -> "MembershipQuerySet":
        return self.filter(role=Role.STAFF, office=office)


class Membership(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    service = models.ForeignKey(EmploymentService, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    office = models.ForeignKey(
        Office,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("office"),
        help_text=_("Leave empty for the whole service."),
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects: ClassVar = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["user", "service", "role", "office"], name="one_membership_per_office"),
            # a null is distinct from a null: the whole service needs a promise of its own
            models.UniqueConstraint(
                fields=["user", "service", "role"],
                condition=models.Q(office=None),
                name="one_membership_of_the_whole_service",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.office or self.service}"

    def clean(self) -> None:
        if self.office and self.office.service_id != self.service_id:
            raise ValidationError(
                {"office": _("This office belongs to another service. Choose one of your own service.")}
            )

    def may(self, act: str) -> bool:
        return role_may(self.role, act)

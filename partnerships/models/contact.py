"""A person at an organisation, with the mandate to decide and to sign (S4)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from .organisation import Organisation


class ContactQuerySet(models.QuerySet["Contact"]):
    def current(self) -> "ContactQuerySet":
        return self.filter(left_on=None)


class Contact(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=150)
    office_held = models.CharField(
        _("position held"), max_length=150, blank=True, help_text=_("For example: director.")
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    language = models.CharField(_("language of letters"), max_length=10, default="en")
    may_decide = models.BooleanField(_("may decide for the organisation"), default=False)
    may_sign = models.BooleanField(_("may sign for the organisation"), default=False)
    mandate = models.CharField(
        _("mandate"),
        max_length=250,
        blank=True,
        help_text=_(
            "What gives this authority, with its date: articles of association, a council decision or a power of "
            "attorney."
        ),
    )
    mandate_until = models.DateField(
        _("mandate ends on"),
        null=True,
        blank=True,
        help_text=_("If it is limited in time, for example to a term of office."),
    )
    may_be_shown = models.BooleanField(_("agreed to be shown in the directory"), default=False)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(ContactQuerySet), service="organisation__service"
    )

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["name", "pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(email="", phone=""), name="contact_can_be_reached")]

    def __str__(self) -> str:
        return f"{self.name}, {self.office_held}" if self.office_held else self.name

"""A Public Employment Service (PES). Belgium has four, so a country is no key; names change over time."""

import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from pes_partnerships.lib.date_fields import PartialDateField


def default_lead_days() -> list[int]:
    """N1: days before the due date on which reminders go out; a negative number is after it."""
    return [60, 30, 7, 0, -7]


class EmploymentServiceQuerySet(models.QuerySet["EmploymentService"]):
    def running_here(self) -> "EmploymentServiceQuerySet":
        """The services that keep their portfolio in this instance; the others are known by name only."""
        return self.filter(runs_here=True)

    def in_network(self) -> "EmploymentServiceQuerySet":
        return self.filter(in_pes_network=True)


class EmploymentService(models.Model):
    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name in English"), max_length=200)
    abbreviation = models.CharField(_("abbreviation"), max_length=30, blank=True)
    country = CountryField(_("country"), blank=True)
    nuts_prefix = models.CharField(_("NUTS prefix"), max_length=5, blank=True)
    domain = models.CharField(_("web domain"), max_length=100, blank=True)
    note = models.TextField(_("note"), blank=True)
    in_pes_network = models.BooleanField(_("member of the PES Network"), default=False)
    runs_here = models.BooleanField(_("manages its portfolio here"), default=False)
    is_demo = models.BooleanField(_("demonstration"), default=False)
    language = models.CharField(_("language of its mails"), max_length=10, default="en")
    witness_email = models.EmailField(
        _("address for the state of the ledger"),
        blank=True,
        help_text=_(
            "Each day the end of the ledger’s chain is sent there. Keep the e-mails outside this product: they show "
            "later that no earlier entry was changed."
        ),
    )
    directory_email = models.EmailField(
        _("mailbox for messages from the directory"),
        blank=True,
        help_text=_("Messages to an entry go there where no contact person of the entry has agreed to receive them."),
    )
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/Brussels")
    reminder_lead_days = models.JSONField(_("reminder lead times in days"), default=default_lead_days)
    review_every_months = models.PositiveSmallIntegerField(
        _("months between reviews"), default=12, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )

    objects: ClassVar = EmploymentServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("employment service")
        verbose_name_plural = _("employment services")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(review_every_months__range=(1, 12)), name="service_reviews_at_least_yearly"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def day_of(self, moment: datetime.datetime) -> datetime.date:
        return timezone.localdate(moment, self.zone)

    def end_of_day(self, day: datetime.date) -> datetime.datetime:
        return datetime.datetime.combine(day, datetime.time.max, self.zone)


class ServiceName(models.Model):
    """A name that a service bears or bore, in one language, with the time for which it held."""

    service = models.ForeignKey(EmploymentService, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=10, blank=True)
    valid_from = PartialDateField(_("from"), blank=True)
    valid_to = PartialDateField(_("until"), blank=True)
    former = models.BooleanField(_("former name or predecessor"), default=False)

    class Meta:
        verbose_name = _("name of a service")
        verbose_name_plural = _("names of services")
        ordering = ["former", "language", "name"]
        constraints = [
            models.UniqueConstraint(fields=["service", "language", "name"], name="service_name_once_per_language")
        ]

    def __str__(self) -> str:
        return self.name

"""Ready rows of the start page: what it lists, counts and calls for, kept beside what they are made from (G16).

Only portfolio.services.ready writes them: in the transaction of the act that changes them, and by the clock where
nothing but time does. Whatever they say can be rebuilt from the rest.
"""

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django_scopes import ScopedManager

from partnerships.rules.lifecycle import PartnershipStatus
from pes_partnerships.accounts.models import EmploymentService, Office

from .partnership import Partnership

NEVER = datetime.date.max  # what has no day comes last


class PortfolioLine(models.Model):
    """A partnership as the portfolio lists, filters, sorts and counts it."""

    partnership = models.OneToOneField(
        Partnership, on_delete=models.CASCADE, primary_key=True, related_name="portfolio_line"
    )
    service = models.ForeignKey(EmploymentService, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, null=True, related_name="+")
    title = models.CharField(max_length=200)
    status = models.CharField(max_length=20, choices=PartnershipStatus.choices)
    model = models.CharField(max_length=20, blank=True)
    review_on = models.DateField(default=NEVER)
    ends_on = models.DateField(default=NEVER)
    has_governing = models.BooleanField(default=False)  # a version in force
    worth = models.CharField(max_length=12, blank=True)  # by its latest review, in the codes of the reviews
    has_coming = models.BooleanField(default=False)  # a version on its way
    funding_ends_on = models.DateField(default=NEVER)
    is_short = models.BooleanField(default=False)  # its agreement runs for a year at most
    lacks = models.CharField(max_length=8, blank=True)  # money, mandate, or both
    findings = models.PositiveIntegerField(default=0)  # warnings, and what is overdue
    counted = models.JSONField(default=list)  # what it adds to PortfolioCount: [place, person, name]
    wakes_on = models.DateField(default=NEVER)  # the day on which time alone changes this line or its tasks

    objects: ClassVar = ScopedManager(service="service")

    class Meta:
        indexes = [
            models.Index("service", "review_on", "title", "partnership", name="line_by_review"),
            models.Index("service", "office", "review_on", "title", "partnership", name="line_of_office_by_review"),
            models.Index("service", "title", "partnership", name="line_by_title"),
            models.Index("service", "status", "review_on", name="line_by_status"),
            models.Index("service", "wakes_on", name="line_by_waking"),
            models.Index("service", "has_governing", "model", "worth", name="line_by_worth"),
            models.Index("service", "ends_on", name="line_by_end"),
            models.Index("service", "funding_ends_on", name="line_by_funding"),
            models.Index("service", "lacks", name="line_by_lack"),
            models.Index("service", "findings", name="line_by_findings"),
        ]

    def __str__(self) -> str:
        return self.title


class PortfolioCount(models.Model):
    """How many of something a service has (`place` 0), or one of its offices; `person` 0 is everybody."""

    service = models.ForeignKey(EmploymentService, on_delete=models.CASCADE, related_name="+")
    place = models.BigIntegerField(default=0)
    person = models.BigIntegerField(default=0)
    name = models.CharField(max_length=60)
    number = models.BigIntegerField(default=0)  # of money: in hundredths

    objects: ClassVar = ScopedManager(service="service")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "place", "person", "name"], name="counted_once"),
        ]
        indexes = [models.Index("service", "place", "person", "number", name="counted_most")]

    def __str__(self) -> str:
        return f"{self.name}: {self.number}"


class YearlyCost(models.Model):
    """Money that the agreement in force of a partnership names for one year in one currency, by who gives it (O8)."""

    service = models.ForeignKey(EmploymentService, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, null=True, related_name="+")
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="yearly_costs")
    year = models.PositiveSmallIntegerField()
    currency = models.CharField(max_length=3)
    pes = models.DecimalField(max_digits=18, decimal_places=2)  # of employment services that are parties
    partners = models.DecimalField(max_digits=18, decimal_places=2)  # of other parties
    others = models.DecimalField(max_digits=18, decimal_places=2)  # sources that are no party
    amount = models.DecimalField(max_digits=18, decimal_places=2)  # all of them

    objects: ClassVar = ScopedManager(service="service")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "year", "currency"], name="cost_once_a_year"),
        ]
        indexes = [
            models.Index("service", "year", "currency", "amount", "id", name="cost_by_amount"),
            models.Index("service", "office", "year", "currency", "amount", "id", name="cost_of_office_by_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.amount} {self.currency}"


class WaitingTask(models.Model):
    """Something that waits for somebody; who may act is asked when it is read, so that no right rewrites it."""

    service = models.ForeignKey(EmploymentService, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, null=True, related_name="+")
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="waiting_tasks")
    kind = models.CharField(max_length=30)
    ref = models.BigIntegerField()  # the key of the row that it is about
    asks = models.CharField(max_length=30, blank=True)  # the act that the person must be allowed
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    unit = models.ForeignKey(Office, on_delete=models.CASCADE, null=True, related_name="+")  # the unit that decides
    due_on = models.DateField(default=NEVER)  # late from the next day on
    since = models.DateField(default=NEVER)  # orders what is never late
    facts = models.JSONField(default=dict)

    objects: ClassVar = ScopedManager(service="service")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "ref"], name="task_once")]
        indexes = [
            models.Index("service", "person", "due_on", "since", name="task_of_person"),
            models.Index("service", "kind", "due_on", "since", name="task_of_kind"),
            models.Index("service", "due_on", "since", name="task_by_day"),
            models.Index("service", "office", "kind", "due_on", "since", name="task_of_office"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"

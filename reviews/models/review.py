"""One occurrence of a series: when it is due, what was found, and what was decided (R3)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.models import Agreement, Partnership
from partnerships.models.partnership import reached_by
from pes_partnerships.lib.date_fields import PartialDateField
from pes_partnerships.lib.dates import display_date
from reviews.rules.lifecycle import NOT_LOGGED, OPEN_REVIEW, ReviewStatus
from reviews.rules.vocabulary import Course, Decision, HeldSource, ResourceUse, SeriesKind, Worth

from .series import Series


class ReviewQuerySet(models.QuerySet["Review"]):
    def open(self) -> "ReviewQuerySet":
        return self.filter(status__in=OPEN_REVIEW)

    def not_logged(self) -> "ReviewQuerySet":
        return self.filter(status__in=NOT_LOGGED)

    def reviews_proper(self) -> "ReviewQuerySet":
        return self.filter(series__kind=SeriesKind.REVIEW)

    def visible_to(self, membership) -> "ReviewQuerySet":
        return self.filter(reached_by(membership, "series__partnership__"))


class Review(models.Model):
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="reviews")
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews", verbose_name=_("agreement")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    due_on = models.DateField(_("due"))
    is_closing = models.BooleanField(_("closing review"), default=False)  # R9: of a partnership that is over
    status = models.CharField(
        _("status"), max_length=10, choices=ReviewStatus.choices, default=ReviewStatus.PLANNED, editable=False
    )
    planned_at = models.DateTimeField()  # reminders whose day lay before this were never due
    held_on = models.DateField(_("held on"), null=True, blank=True)
    summary = models.TextField(_("what was learnt"), blank=True)
    # O5: the soft indicators, PAPER 7.3
    commitment = models.CharField(_("commitment of the partners"), max_length=10, choices=Course.choices, blank=True)
    trust = models.CharField(_("trust between the partners"), max_length=10, choices=Course.choices, blank=True)
    culture = models.CharField(_("culture of co-operation"), max_length=10, choices=Course.choices, blank=True)
    innovation = models.CharField(_("innovative practices"), max_length=10, choices=Course.choices, blank=True)
    personnel = models.CharField(_("effect of changes of personnel"), max_length=10, choices=Course.choices, blank=True)
    together_say = models.TextField(_("what shows it"), blank=True)
    # O8
    resources_used = models.CharField(_("resources used"), max_length=10, choices=ResourceUse.choices, blank=True)
    resources_say = models.TextField(_("resources against what was planned"), blank=True)
    context_say = models.TextField(_("changes of law, policy and context"), blank=True)
    partners_say = models.TextField(_("feedback from partners"), blank=True)
    clients_say = models.TextField(_("feedback from clients"), blank=True)
    added_value = models.TextField(_("value added since the last review"), blank=True)
    worth = models.CharField(
        _("do the results justify the resources?"), max_length=12, choices=Worth.choices, blank=True
    )
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices, blank=True)
    # of an adjustment: whether it needs another text, beside or in place of corrective actions
    changes_text = models.BooleanField(_("the text of the agreement changes"), default=False)
    reason = models.TextField(_("reason"), blank=True)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    # of one that was held before it was entered: from what it is known, and the day as far as that says it
    known_from = models.CharField(_("known from"), max_length=10, choices=HeldSource.choices, blank=True)
    source = models.TextField(_("source"), blank=True)
    held_said = PartialDateField(_("held, as far as it is known"), blank=True)
    decided_by = models.CharField(_("who decided"), max_length=200, blank=True)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(ReviewQuerySet), service="series__partnership__service"
    )

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["due_on", "pk"]
        indexes = [models.Index("due_on", "id", "status", name="review_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="review_number_once_per_series"),
            models.UniqueConstraint(
                fields=["series"],
                condition=models.Q(status__in=["planned", "started", "proposed"]),
                name="one_open_review_per_series",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="confirmed") | (~models.Q(decision="") & ~models.Q(reason="")),
                name="confirmed_review_has_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series.partnership}, {self.due_on:%Y}"

    @property
    def partnership(self) -> Partnership:
        return self.series.partnership

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_REVIEW

    @property
    def was_held_before(self) -> bool:
        """Held and decided before it was entered here: nobody logged it, and nobody confirmed it in this service."""
        return bool(self.known_from)

    @property
    def held_words(self) -> str:
        """The day on which it was held, as precise as it is known."""
        return self.held_said.display() if self.held_said else display_date(self.held_on)

    @property
    def can_be_logged(self) -> bool:
        return self.status in NOT_LOGGED

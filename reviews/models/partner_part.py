"""A partner's part in a review: asked for by a mailed link, stated without an account, kept as it was sent (R8)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.models import Contact, Objective, Participation
from pes_partnerships.lib.date_fields import PartialDateField
from reviews.rules.partner_words import LinkEnd, RecordSays
from reviews.rules.vocabulary import Worth

from .measurement import Measurement
from .review import Review


class PartnerPartQuerySet(models.QuerySet["PartnerPart"]):
    def standing(self) -> "PartnerPartQuerySet":
        """Those that the office did not take back."""
        return self.filter(withdrawn_at=None)

    def visible_to(self, membership) -> "PartnerPartQuerySet":
        return self.filter(review__in=Review.objects.visible_to(membership))


class PartnerPart(models.Model):
    """`typed`: what the partner has saved and not sent; no page of the office reads it.

    `answer_by` is None for who was never asked for a statement, and only sees the draft.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="parts")
    participation = models.ForeignKey(
        Participation, on_delete=models.SET_NULL, null=True, related_name="review_parts", verbose_name=_("partner")
    )
    party_name = models.CharField(_("partner"), max_length=250)
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"), blank=True)  # none: the office takes in what it says
    language = models.CharField(_("language"), max_length=10, default="en")
    message = models.TextField(_("message"), blank=True)
    answer_by = models.DateField(_("answer requested by"), null=True, blank=True)
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    typed = models.JSONField(default=dict, editable=False)
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(PartnerPartQuerySet),
        service="review__series__partnership__service",
    )

    class Meta:
        verbose_name = _("part of a partner in a review")
        verbose_name_plural = _("parts of partners in reviews")
        ordering = ["party_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "participation"], name="partner_has_one_part_in_a_review")
        ]

    def __str__(self) -> str:
        return f"{self.party_name} · {self.review}"

    @property
    def ledger_label(self) -> str:
        return self.party_name


class PartLink(models.Model):
    """An address that opens a part. Each mail has its own; only the hash is kept, and why it works no more."""

    part = models.ForeignKey(PartnerPart, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_as = models.CharField(max_length=12, choices=LinkEnd.choices, blank=True)

    objects: ClassVar = ScopedManager(service="part__review__series__partnership__service")

    class Meta:
        verbose_name = _("link to a part in a review")
        verbose_name_plural = _("links to parts in reviews")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ended_at=None) | ~models.Q(ended_as=""), name="link_says_its_end")
        ]

    def __str__(self) -> str:
        return f"{self.part} · {self.made_at:%Y-%m-%d}"

    @property
    def partnership(self):
        return self.part.review.series.partnership

    @property
    def language(self) -> str:
        return self.part.language


class PartnerStatement(models.Model):
    """What a partner sent, word for word. Sending again makes the next one; the earlier ones stay."""

    part = models.ForeignKey(PartnerPart, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveSmallIntegerField(_("number"))
    sent_at = models.DateTimeField(_("sent"))
    by_name = models.CharField(_("who answers"), max_length=150)
    by_office = models.CharField(_("position"), max_length=150, blank=True)
    taken_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken in by"),
        help_text=_("From a sheet or by telephone; empty where the partner sent it by its link."),
    )
    works = models.TextField(_("what works"), blank=True)
    works_not = models.TextField(_("what does not work"), blank=True)
    change = models.TextField(_("what should change"), blank=True)
    worth = models.CharField(
        _("is it worth what the partner contributes?"), max_length=12, choices=Worth.choices, blank=True
    )

    objects: ClassVar = ScopedManager(service="part__review__series__partnership__service")

    class Meta:
        verbose_name = _("statement of a partner")
        verbose_name_plural = _("statements of partners")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["part", "number"], name="statement_number_once_in_a_part")]

    def __str__(self) -> str:
        return f"{self.part} · {self.number}"

    @property
    def receipt(self) -> str:
        """The number that the partner keeps: “LT-2026-0007-R2-14-1”."""
        review = self.part.review
        return f"{review.series.partnership.reference}-R{review.number}-{self.part_id}-{self.number}"

    @property
    def who(self) -> str:
        return f"{self.by_name}, {self.by_office}" if self.by_office else self.by_name


class StatedRecord(models.Model):
    """What a partner says of one line of the record: a commitment of the signed text, or an agreed action."""

    statement = models.ForeignKey(PartnerStatement, on_delete=models.CASCADE, related_name="records")
    text = models.TextField(_("commitment"))
    says = models.CharField(_("answer"), max_length=10, choices=RecordSays.choices)
    words = models.TextField(_("in the partner’s words"), blank=True)
    by_day = models.DateField(_("new day"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ScopedManager(service="statement__part__review__series__partnership__service")

    class Meta:
        verbose_name = _("answer to a line of the record")
        verbose_name_plural = _("answers to lines of the record")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.text}: {self.get_says_display()}"

    @property
    def is_confirmed(self) -> bool:
        return self.says in (RecordSays.RIGHT, RecordSays.DONE)


class StatedFigure(models.Model):
    """A value as the partner states it. It is no measured value before the office takes it over: `taken_as`."""

    statement = models.ForeignKey(PartnerStatement, on_delete=models.CASCADE, related_name="figures")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="+")
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2, null=True, blank=True)
    text = models.CharField(_("value in words"), max_length=250, blank=True)
    numerator = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    denominator = models.PositiveIntegerField(_("out of"), null=True, blank=True)
    as_of = PartialDateField(_("date or period"), blank=True)
    source = models.CharField(_("source"), max_length=250, blank=True)
    is_estimate = models.BooleanField(_("an estimate"), default=False)
    says = models.CharField(_("answer"), max_length=10, choices=RecordSays.choices)
    taken_as = models.ForeignKey(Measurement, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar = ScopedManager(service="statement__part__review__series__partnership__service")

    class Meta:
        verbose_name = _("figure that a partner states")
        verbose_name_plural = _("figures that partners state")
        ordering = ["objective__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "objective"], name="one_figure_of_an_objective_in_a_statement")
        ]

    def __str__(self) -> str:
        return f"{self.objective}: {self.text or self.value}"

    @property
    def is_new(self) -> bool:
        return self.says == RecordSays.NEWER

    @property
    def measured(self) -> dict[str, Any]:
        """As enter_value takes it."""
        names = ("value", "text", "numerator", "denominator", "as_of", "source", "is_estimate")
        return {name: getattr(self, name) for name in names}

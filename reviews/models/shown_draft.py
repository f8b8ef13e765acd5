"""A proposed review as it was shown to the partners, and what each of them answered (R3, R8)."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from reviews.rules.partner_words import DraftAnswerKind, ObjectionPart
from reviews.rules.vocabulary import Decision

from .partner_part import PartnerPart
from .review import Review


class ShownDraft(models.Model):
    """One showing. It closes when the review is sent back or confirmed; the next showing asks again.

    `decision` and `reason`: what was proposed then, so that an earlier answer can be read beside what it was about.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="shown_drafts")
    number = models.PositiveSmallIntegerField(_("number"))
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices)
    reason = models.TextField(_("reason"))
    shown_at = models.DateTimeField(_("shown"))
    shown_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer_by = models.DateField(_("answer requested by"))
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = ScopedManager(service="review__series__partnership__service")

    class Meta:
        verbose_name = _("draft of a review, shown to partners")
        verbose_name_plural = _("drafts of reviews, shown to partners")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="shown_draft_number_once"),
            models.UniqueConstraint(fields=["review"], condition=Q(closed_at=None), name="one_open_draft_of_a_review"),
        ]

    def __str__(self) -> str:
        return f"{self.review} · {self.number}"

    def takes_answers(self, today: datetime.date) -> bool:
        return self.closed_at is None and today <= self.answer_by


class DraftAnswer(models.Model):
    """What a partner says of a shown draft. A changed answer is a row of its own: the latest of a showing counts."""

    draft = models.ForeignKey(ShownDraft, on_delete=models.CASCADE, related_name="answers")
    part = models.ForeignKey(PartnerPart, on_delete=models.CASCADE, related_name="draft_answers")
    kind = models.CharField(_("answer"), max_length=10, choices=DraftAnswerKind.choices)
    about = models.JSONField(_("objection to"), default=list, blank=True)  # codes of ObjectionPart
    words = models.TextField(_("in the partner’s words"), blank=True)
    by_name = models.CharField(_("who answers"), max_length=150)
    by_office = models.CharField(_("position"), max_length=150, blank=True)
    given_at = models.DateTimeField(_("given"))
    taken_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken in by"),
        help_text=_("From a workbook; empty where the partner answered by its link."),
    )
    reply = models.TextField(_("answer to the objection"), blank=True)
    replied_at = models.DateTimeField(_("answered"), null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = ScopedManager(service="draft__review__series__partnership__service")

    class Meta:
        verbose_name = _("answer to a draft of a review")
        verbose_name_plural = _("answers to drafts of reviews")
        ordering = ["given_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="object") | ~Q(words=""), name="objection_has_words"),
            models.CheckConstraint(condition=Q(replied_at=None) | ~Q(reply=""), name="objection_answered_in_words"),
        ]

    def __str__(self) -> str:
        return f"{self.part.party_name}: {self.get_kind_display()}"

    @property
    def is_objection(self) -> bool:
        return self.kind == DraftAnswerKind.OBJECT

    @property
    def who(self) -> str:
        return f"{self.by_name}, {self.by_office}" if self.by_office else self.by_name

    @property
    def about_words(self) -> list[str]:
        """What an objection is about, in the reader's language."""
        return [str(part.label) for part in ObjectionPart if part.value in self.about]

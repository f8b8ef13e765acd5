"""What somebody says of a part of a draft, or proposes instead, and what became of it (G3)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.vocabulary import RemarkAnswer, RemarkKind

from .agreement import Agreement
from .comment_round import CommentRequest


class RemarkQuerySet(models.QuerySet["Remark"]):
    def standing(self) -> "RemarkQuerySet":
        """Not withdrawn by who made them."""
        return self.filter(withdrawn_at=None)

    def waiting(self) -> "RemarkQuerySet":
        return self.standing().filter(answer="")

    def of_partners(self) -> "RemarkQuerySet":
        return self.filter(request__isnull=False)


class Remark(models.Model):
    """Of a partner, by the link of its `request`, or of a colleague (`user`), which no partner sees.

    `part` says where: a clause of a written part, an objective, or a chapter (commenting/rules/places.py). `was`: the
    words of the clause as they were shown; `proposed`: the words that should stand instead.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="remarks")
    request = models.ForeignKey(CommentRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="remarks")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    part = models.CharField(_("part"), max_length=80)
    place = models.CharField(_("clause"), max_length=200)  # number and title as they were shown
    kind = models.CharField(_("kind"), max_length=10, choices=RemarkKind.choices, default=RemarkKind.COMMENT)
    words = models.TextField(_("comment"), blank=True)
    was = models.TextField(_("words as shown"), blank=True)
    proposed = models.TextField(_("proposed words"), blank=True)
    made_at = models.DateTimeField(_("made"))
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=RemarkAnswer.choices, blank=True)
    answer_words = models.TextField(_("answer in words"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(RemarkQuerySet), service="agreement__partnership__service"
    )

    class Meta:
        verbose_name = _("comment on a draft")
        verbose_name_plural = _("comments on drafts")
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(request__isnull=False, user=None) | Q(request=None, user__isnull=False),
                name="remark_of_a_partner_or_a_colleague",
            ),
            models.CheckConstraint(
                condition=~Q(answer="declined") | ~Q(answer_words=""), name="remark_declined_with_a_word"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.words or self.proposed}"[:200]

    @property
    def is_proposal(self) -> bool:
        return self.kind == RemarkKind.PROPOSAL

    @property
    def waits(self) -> bool:
        return not self.answer and self.withdrawn_at is None

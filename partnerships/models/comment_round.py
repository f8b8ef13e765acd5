"""A draft shared for comment in a stated state, and the links by which partners read it (G3)."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.vocabulary import CommentFinish

from .agreement import Agreement
from .contact import Contact
from .party import Party


class CommentRound(models.Model):
    """`snapshot`: the draft as it was shared, so that every remark is read beside the words that it is about."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="comment_rounds")
    number = models.PositiveSmallIntegerField(_("round"))
    snapshot = models.TextField(editable=False)
    snapshot_sha256 = models.CharField(max_length=64, editable=False)
    message = models.TextField(_("message to the partners"), blank=True)
    ends_on = models.DateField(_("comments requested by"))
    hides_others = models.BooleanField(_("partners see only their own comments"), default=False)
    shared_at = models.DateTimeField(_("shared"))
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects: ClassVar = ScopedManager(service="agreement__partnership__service")

    class Meta:
        verbose_name = _("draft for comment")
        verbose_name_plural = _("drafts for comment")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="comment_round_once"),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(closed_at=None), name="one_open_comment_round_per_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.number}"

    def is_open(self, today: datetime.date) -> bool:
        return self.closed_at is None and today <= self.ends_on


class CommentRequest(models.Model):
    """A link by which one person of a partner reads the draft and comments. Only the token's hash is kept."""

    round = models.ForeignKey(CommentRound, on_delete=models.CASCADE, related_name="requests")
    party = models.ForeignKey(Party, on_delete=models.SET_NULL, null=True, blank=True, related_name="comment_requests")
    party_name = models.CharField(_("partner"), max_length=250)
    contact = models.ForeignKey(
        Contact,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="comment_requests",
        verbose_name=_("contact"),
    )
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=10, default="en")
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(_("sent"))
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    finish = models.CharField(_("outcome"), max_length=15, choices=CommentFinish.choices, blank=True)
    finished_at = models.DateTimeField(_("answered"), null=True, blank=True)
    reader_name = models.CharField(_("name of the reader"), max_length=150, blank=True)
    reader_office = models.CharField(_("position of the reader"), max_length=150, blank=True)
    last_word = models.TextField(_("closing comment"), blank=True)

    objects: ClassVar = ScopedManager(service="round__agreement__partnership__service")

    class Meta:
        verbose_name = _("request for comments")
        verbose_name_plural = _("requests for comments")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "contact"], name="asked_for_comments_once_in_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.party_name} · {self.round}"

    @property
    def who(self) -> str:
        """Who read it, as far as they said; else who was asked."""
        return self.reader_name or self.name

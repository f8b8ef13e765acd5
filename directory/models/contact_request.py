"""A message to the people of an entry, passed on without showing an address (D3)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from directory.rules.messages import ANSWER_WITHIN, MessageKind, MessageStatus, Reached
from partnerships.models import Partnership
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role

from .entry import Entry


class ContactRequestQuerySet(models.QuerySet["ContactRequest"]):
    def confirmed(self) -> "ContactRequestQuerySet":
        return self.exclude(status=MessageStatus.UNCONFIRMED)

    def waiting(self) -> "ContactRequestQuerySet":
        return self.filter(status=MessageStatus.SENT)

    def received_by(self, membership: Membership) -> "ContactRequestQuerySet":
        """To entries of partnerships within the person's reach, or of the whole service; admins: what reached them."""
        if membership.role == Role.DIRECTORY_ADMIN:
            theirs = models.Q(reached=Reached.ADMINS) | models.Q(kind=MessageKind.CORRECTION)
            return self.confirmed().filter(theirs | models.Q(status=MessageStatus.ABUSE))
        return self.confirmed().filter(_of_entries(membership, "entry"))

    def written_by(self, membership: Membership) -> "ContactRequestQuerySet":
        return self.confirmed().filter(_of_entries(membership, "own_entry"))

    def visible_to(self, membership: Membership | None) -> "ContactRequestQuerySet":
        """Fails closed: a role that answers no messages sees none."""
        if membership is None or not membership.may("answer_messages"):
            return self.none()
        received = self.received_by(membership)
        return received if membership.role == Role.DIRECTORY_ADMIN else received | self.written_by(membership)


def _of_entries(membership: Membership, entry: str) -> models.Q:
    partnerships = Partnership.objects.visible_to(membership).values("pk")
    within = models.Q(**{f"{entry}__partnership__in": partnerships})
    if membership.office_id:
        return within
    return within | models.Q(**{f"{entry}__partnership": None, f"{entry}__service": membership.service_id})


class ContactRequest(models.Model):
    """Not public, and without a scope: its sender belongs to no service. visible_to() says who may read it."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="contact_requests")
    kind = models.CharField(_("kind"), max_length=12, choices=MessageKind, default=MessageKind.QUESTION)
    status = models.CharField(_("status"), max_length=12, choices=MessageStatus, default=MessageStatus.UNCONFIRMED)
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    country = CountryField(_("country"), blank=True)
    language = models.CharField(_("language of e-mails"), max_length=10, default="en")
    message = models.TextField(_("message"))
    wish = models.JSONField(_("wishes for a visit"), default=dict, blank=True)
    own_entry = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, blank=True, related_name="written")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    reached = models.CharField(_("reached"), max_length=8, choices=Reached, blank=True)
    asked_at = models.DateTimeField(_("written on"), default=timezone.now)
    sent_at = models.DateTimeField(_("passed on"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)
    moved_at = models.DateTimeField(_("last changed"), default=timezone.now)
    reminded_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = ContactRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["status", "asked_at"], name="message_status")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status=MessageStatus.UNCONFIRMED, sent_at=None)
                | (~models.Q(status=MessageStatus.UNCONFIRMED) & models.Q(sent_at__isnull=False)),
                name="message_passed_on_once_confirmed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry}, {self.asked_at:%Y-%m-%d}"

    @property
    def who(self) -> str:
        return f"{self.name}, {self.organisation}" if self.organisation else self.name

    @property
    def answer_by(self):
        """The day by which an answer is expected."""
        return timezone.localdate(self.sent_at + ANSWER_WITHIN)

    @property
    def is_waiting(self) -> bool:
        return self.status == MessageStatus.SENT

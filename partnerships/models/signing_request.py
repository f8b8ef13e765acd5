"""A link by which one signatory of a party is asked to sign one frozen text (S2)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.signing import LinkEnd

from .agreement import Agreement
from .party import Party
from .signatory import Signatory


class SigningRequestQuerySet(models.QuerySet["SigningRequest"]):
    def usable(self, now) -> "SigningRequestQuerySet":
        """Open links to a text that still takes signatures; a network's does so after its first one, too."""
        waits = Q(agreement__status="out_for_signature") | Q(
            agreement__status__in=["signed", "in_force"], agreement__force_rule="own_signature"
        )
        return self.filter(waits, closed_at=None, expires_at__gt=now)

    def unreached(self) -> "SigningRequestQuerySet":
        return self.exclude(undelivered_at=None).filter(opened_at=None, closed_at=None)

    def close(self, end: str, at) -> int:
        """The links that are still open end now; how many they were."""
        return self.filter(closed_at=None).update(closed_at=at, closed_as=end)


class SigningRequest(models.Model):
    """A link to one frozen text for one signatory. Only the token's hash is kept, and a link opens one document."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="signing_requests")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="signing_requests")
    signatory = models.ForeignKey(Signatory, on_delete=models.SET_NULL, null=True, related_name="signing_requests")
    token_hash = models.CharField(max_length=64, unique=True)
    text_sha256 = models.CharField(max_length=64)
    name = models.CharField(_("signatory"), max_length=150)
    office_held = models.CharField(_("position held"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)  # empty only for a letter
    language = models.CharField(_("language"), max_length=10, default="en")
    mandate = models.CharField(_("mandate"), max_length=250, blank=True)
    created_at = models.DateTimeField()
    last_day = models.DateField(_("last day of the link"))  # the agreed day, which is printed in every time zone
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # the mail with the link reached nobody: when that was known, and the mail server's words
    undelivered_at = models.DateTimeField(null=True, blank=True)
    undelivered_words = models.TextField(blank=True)
    # asked by post: what the code in the letter is made from, with the key of the service, and where the letter went
    letter_salt = models.CharField(max_length=32, blank=True)
    posted_to = models.TextField(_("postal address"), blank=True)
    salutation = models.CharField(_("salutation"), max_length=120, blank=True)
    closed_as = models.CharField(max_length=12, choices=LinkEnd.choices, blank=True)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(SigningRequestQuerySet), service="agreement__partnership__service"
    )

    class Meta:
        verbose_name = _("request to sign")
        verbose_name_plural = _("requests to sign")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["signatory"], condition=Q(closed_at=None), name="one_open_link_per_signatory"
            )
        ]

    def __str__(self) -> str:
        return f"{self.party} · {self.agreement}"

    @property
    def is_letter(self) -> bool:
        return self.letter_salt != ""

    @property
    def can_lie_in_a_mailbox(self) -> bool:
        return self.closed_at is None and not self.is_letter

    @property
    def can_be_told(self) -> bool:
        """That the link ended: not where no mail arrives."""
        return self.email != "" and not self.is_letter and self.undelivered_at is None

    def reaches_another(self, address: str) -> bool:
        """The link is open, in a mailbox that is not this one."""
        return self.can_be_told and self.closed_at is None and self.email.casefold() != address.casefold()

    @property
    def is_unreached(self) -> bool:
        """Who opened the link was reached, whatever a mail server says."""
        return self.undelivered_at is not None and self.opened_at is None and self.closed_at is None

"""A search that somebody follows by mail: a person with an account, or anybody who has confirmed an address (D1)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FollowedSearchQuerySet(models.QuerySet["FollowedSearch"]):
    def confirmed(self) -> "FollowedSearchQuerySet":
        return self.exclude(confirmed_at=None)

    def of(self, person: models.Model) -> "FollowedSearchQuerySet":
        return self.filter(person=person)


class FollowedSearch(models.Model):
    """`query` is what stands in the address. `known`: entries that fitted before, and are not told again.

    Nothing goes to an address before its owner has confirmed it. Who has an account is written to at its address.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    query = models.CharField(max_length=2_000, blank=True)
    known = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)

    objects = FollowedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("followed search")
        verbose_name_plural = _("followed searches")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None) & ~Q(email="") | Q(person__isnull=False) & Q(email=""),
                name="followed_by_person_or_address",
            ),
            models.UniqueConstraint(
                fields=["person", "query"], condition=Q(person__isnull=False), name="search_followed_once_by_a_person"
            ),
            models.UniqueConstraint(
                fields=["email", "query"], condition=Q(person=None), name="search_followed_once_by_an_address"
            ),
        ]

    def __str__(self) -> str:
        return self.query

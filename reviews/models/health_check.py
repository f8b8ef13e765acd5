"""The health check of RECIPE: thirteen ingredients, answered by each person for itself, by a link (R6).

Where answers are anonymous, what ties a sheet to a person is taken away when the check closes; no page shows it before.
"""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.models import Contact, Participation, Partnership
from partnerships.rules.vocabulary import Category
from pes_partnerships.accounts.models import Membership
from reviews.rules.health_words import HOW_MANY, HealthLinkEnd, Scale


class HealthCheckQuerySet(models.QuerySet["HealthCheck"]):
    def visible_to(self, membership: Membership) -> "HealthCheckQuerySet":
        return self.filter(partnership__in=Partnership.objects.visible_to(membership))

    def over(self, today: date) -> "HealthCheckQuerySet":
        """Closed, or past their day and about to be closed by the clock."""
        return self.filter(Q(closed_at__isnull=False) | Q(ends_on__lt=today))


class HealthCheck(models.Model):
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="health_checks")
    number = models.PositiveSmallIntegerField(_("number"))
    opened_at = models.DateTimeField(_("opened"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ends_on = models.DateField(_("answers requested by"))
    is_anonymous = models.BooleanField(_("anonymous"))
    message = models.TextField(_("message"), blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    read_at = models.DateTimeField(_("result read"), null=True, blank=True)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(HealthCheckQuerySet), service="partnership__service"
    )

    class Meta:
        verbose_name = _("health check")
        verbose_name_plural = _("health checks")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="health_check_number_once"),
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(closed_at=None), name="one_open_health_check_of_a_partnership"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership} · {self.number}"

    def is_over(self, today: date) -> bool:
        return self.closed_at is not None or self.ends_on < today


class HealthCheckPersonQuerySet(models.QuerySet["HealthCheckPerson"]):
    def visible_to(self, membership: Membership) -> "HealthCheckPersonQuerySet":
        return self.filter(check_round__in=HealthCheck.objects.visible_to(membership))


class HealthCheckPerson(models.Model):
    """Who is asked: a contact of a member, or a colleague. `typed`: saved and not sent, which no page of others reads.

    `group`: the category of the organisation, by which answers are shown.
    """

    check_round = models.ForeignKey(HealthCheck, on_delete=models.CASCADE, related_name="people")
    participation = models.ForeignKey(
        Participation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("partner")
    )
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    group = models.CharField(_("group"), max_length=30, choices=Category.choices, blank=True)
    party_name = models.CharField(_("organisation"), max_length=250)
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=10, default="en")
    asked_at = models.DateTimeField(_("asked"))
    withdrawn_at = models.DateTimeField(_("no longer asked"), null=True, blank=True)
    typed = models.JSONField(default=dict, editable=False)
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(HealthCheckPersonQuerySet),
        service="check_round__partnership__service",
    )

    class Meta:
        verbose_name = _("person asked in a health check")
        verbose_name_plural = _("people asked in health checks")
        ordering = ["party_name", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_round", "contact"],
                condition=Q(contact__isnull=False),
                name="contact_asked_once_in_a_health_check",
            ),
            models.UniqueConstraint(
                fields=["check_round", "user"],
                condition=Q(user__isnull=False),
                name="colleague_asked_once_in_a_health_check",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.party_name}"


class HealthCheckLink(models.Model):
    """An address that opens one person's questions; only its hash is kept. The one reminder has its own."""

    person = models.ForeignKey(HealthCheckPerson, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    is_reminder = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_as = models.CharField(max_length=12, choices=HealthLinkEnd.choices, blank=True)

    objects: ClassVar = ScopedManager(service="person__check_round__partnership__service")

    class Meta:
        verbose_name = _("link to a health check")
        verbose_name_plural = _("links to health checks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(is_reminder=True), name="one_reminder_of_a_health_check"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(ended_as=""), name="link_to_a_health_check_says_its_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.made_at:%Y-%m-%d}"

    @property
    def partnership(self):
        return self.person.check_round.partnership

    @property
    def language(self) -> str:
        return self.person.language


class HealthCheckSheet(models.Model):
    """What one person sent. `person` is empty once an anonymous check has closed."""

    check_round = models.ForeignKey(HealthCheck, on_delete=models.CASCADE, related_name="sheets")
    person = models.OneToOneField(
        HealthCheckPerson, on_delete=models.SET_NULL, null=True, blank=True, related_name="sheet"
    )
    group = models.CharField(_("group"), max_length=30, choices=Category.choices, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    leadership = models.TextField(_("leadership"), blank=True)
    trust = models.TextField(_("trust"), blank=True)
    learning = models.TextField(_("learning and review"), blank=True)

    objects: ClassVar = ScopedManager(service="check_round__partnership__service")

    class Meta:
        verbose_name = _("sheet of a health check")
        verbose_name_plural = _("sheets of health checks")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.check_round} · {self.get_group_display()}"


class HealthCheckAnswer(models.Model):
    """`answer` is empty where a person wrote a note alone."""

    sheet = models.ForeignKey(HealthCheckSheet, on_delete=models.CASCADE, related_name="answers")
    ingredient = models.PositiveSmallIntegerField(_("ingredient"))
    answer = models.PositiveSmallIntegerField(_("answer"), choices=Scale.choices, null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects: ClassVar = ScopedManager(service="sheet__check_round__partnership__service")

    class Meta:
        verbose_name = _("answer to a health check")
        verbose_name_plural = _("answers to health checks")
        ordering = ["ingredient"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "ingredient"], name="one_answer_per_ingredient"),
            models.CheckConstraint(condition=Q(ingredient__range=(1, HOW_MANY)), name="thirteen_ingredients"),
        ]

    def __str__(self) -> str:
        return f"{self.ingredient}: {self.answer or '–'}"

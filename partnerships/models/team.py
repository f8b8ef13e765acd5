"""The people who work on a partnership, what they can do, and what was done to train them (X2)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.vocabulary import Skill, SkillLevel, TrainingKind

from .contact import Contact
from .partnership import Partnership


class TeamMember(models.Model):
    """A person of the service (`user`), of a partner (`contact`), or neither: then `name` says who."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="team")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="teams")
    name = models.CharField(_("name"), max_length=150, blank=True)
    part = models.CharField(_("task of this person"), max_length=200, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects: ClassVar = ScopedManager(service="partnership__service")

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, contact=None, name="")
                | Q(user=None, contact__isnull=False, name="")
                | (Q(user=None, contact=None) & ~Q(name="")),
                name="team_member_is_one_person",
            )
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        person = self.user or self.contact
        return person.name if person else self.name


class SkillMark(models.Model):
    """Where one person stands in one of the skills of PAPER 7.4, and whether training is needed."""

    member = models.ForeignKey(TeamMember, on_delete=models.CASCADE, related_name="skills")
    skill = models.CharField(_("skill"), max_length=20, choices=Skill.choices)
    level = models.PositiveSmallIntegerField(_("level"), choices=SkillLevel.choices, null=True, blank=True)
    needs_training = models.BooleanField(_("needs training"), default=False)

    objects: ClassVar = ScopedManager(service="member__partnership__service")

    class Meta:
        verbose_name = _("skill of a person")
        verbose_name_plural = _("skills of people")
        constraints = [models.UniqueConstraint(fields=["member", "skill"], name="skill_marked_once_per_person")]

    def __str__(self) -> str:
        return f"{self.member} · {self.get_skill_display()}"


class Training(models.Model):
    """An information session, a course, a joint training or a secondment: planned, then done (PAPER 7.5)."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="trainings")
    kind = models.CharField(_("kind"), max_length=20, choices=TrainingKind.choices)
    title = models.CharField(_("subject of the training"), max_length=200)
    skills = models.JSONField(_("skills covered"), default=list, blank=True)
    members = models.ManyToManyField(TeamMember, blank=True, related_name="trainings", verbose_name=_("participants"))
    planned_on = models.DateField(_("planned for"), null=True, blank=True)
    done_on = models.DateField(_("completed on"), null=True, blank=True)
    note = models.TextField(_("result"), blank=True)

    objects: ClassVar = ScopedManager(service="partnership__service")

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("training activities")
        ordering = ["planned_on", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def ledger_label(self) -> str:
        return self.title

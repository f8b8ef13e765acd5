"""One act: who did what to which object, chained to the act before it."""

from typing import Any, NoReturn, Self

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.acts import ERASED, known_acts
from pes_partnerships.ledger.rules.chain import canonical, chain_hash, plain


class LedgerAltered(TypeError):
    """Somebody tried to change or delete what was recorded."""

    def __init__(self) -> None:
        super().__init__("The ledger is append-only: record() another act that puts the matter right.")


class LedgerQuerySet(models.QuerySet["LedgerEntry"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise LedgerAltered

    def delete(self) -> NoReturn:
        raise LedgerAltered

    def about(self, thing: models.Model) -> Self:
        """The history of a thing, newest first, with the names that are not erased."""
        kind, key = thing._meta.model_name, str(thing.pk)
        its_own = models.Q(object_type=kind, object_id=key)
        in_its_history = models.Q(anchor_type=kind, anchor_id=key)
        return self.filter(its_own | in_its_history).order_by("-seq").prefetch_related("private_values")


class LedgerEntry(models.Model):
    class ActorKind(models.TextChoices):
        USER = "user", _("a user")
        LINK = "link", _("a person with a link")
        CLOCK = "clock", _("the clock")
        SYSTEM = "system", _("the system")

    # Everything that the hash covers; personal values stand in it only as commitments.
    CHAINED = (
        "seq", "at", "act", "service_id", "anchor_type", "anchor_id", "object_type", "object_id",
        "object_label", "before", "after", "commitments", "actor_kind",
    )  # fmt: skip

    seq = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=60)
    service = models.ForeignKey(
        "accounts.EmploymentService", null=True, on_delete=models.PROTECT, related_name="ledger_entries"
    )
    anchor_type = models.CharField(max_length=60)
    anchor_id = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    object_label = models.CharField(max_length=200, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    commitments = models.JSONField(default=dict)
    actor_kind = models.CharField(max_length=10, choices=ActorKind)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        ordering = ["seq"]
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        indexes = [
            models.Index(fields=["anchor_type", "anchor_id", "-seq"], name="ledger_anchor"),
            models.Index(fields=["object_type", "object_id", "-seq"], name="ledger_object"),
            # asked by verify() and by the guard of PostgreSQL: which personal values may be gone
            models.Index(fields=["seq"], name="ledger_erasures", condition=models.Q(act=ERASED)),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(seq__gt=0), name="ledger_seq_positive"),
            models.CheckConstraint(
                condition=models.Q(actor_kind__in=["user", "link", "clock", "system"]),
                name="ledger_actor_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.act} {self.object_type}/{self.object_id}"

    def save(self, **kwargs: Any) -> None:
        if not self._state.adding:
            raise LedgerAltered
        super().save(**kwargs)

    def delete(self, **kwargs: Any) -> NoReturn:
        raise LedgerAltered

    def chained(self) -> dict[str, Any]:
        """Everything that the hash covers, as plain values that JSON writes in one way only."""
        return {name: plain(getattr(self, name)) for name in self.CHAINED}

    def reckoned_hash(self) -> str:
        """The hash that this row's present content gives."""
        return chain_hash(self.previous_hash, canonical(self.chained()))

    def opened(self, *keys: str) -> dict[str, dict[str, str]]:
        """The personal values of these names with their salts: with them a reader works out the commitments."""
        found = (kept for kept in self.private_values.all() if kept.key in keys)
        return {kept.key: {"salt": kept.salt, "value": kept.value} for kept in found}

    def private(self, key: str) -> str | None:
        """The clear text of a personal value, None once it was erased (or never given)."""
        return next((kept.value for kept in self.private_values.all() if kept.key == key), None)

    @property
    def actor_name(self) -> str:
        if self.actor_kind in (self.ActorKind.CLOCK, self.ActorKind.SYSTEM):
            return gettext("The system")
        return self.private("actor") or gettext("Erased person")

    def sentence(self) -> str:
        """“Ona Petraitė sent the agreement for signature.”, in the reader's language; `object_label` says which."""
        return known_acts.sentence(self.act, who=self.actor_name)

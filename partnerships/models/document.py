"""A signed text, or the accession list of a network: rendered once, sealed, stored twice, served as it is (S3)."""

from typing import ClassVar

from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from .agreement import Agreement

MEMBERS_SUFFIX = "-members"


def second_storage() -> Storage:
    return storages["second"]


class DocumentQuerySet(models.QuerySet["Document"]):
    def texts(self) -> "DocumentQuerySet":
        return self.filter(kind=Document.Kind.SIGNED)

    def member_lists(self) -> "DocumentQuerySet":
        return self.filter(kind=Document.Kind.MEMBERS)


class Document(models.Model):
    class Kind(models.TextChoices):
        SIGNED = "signed", _("Signed agreement")
        MEMBERS = "members", _("Accession list")  # of a network: joining and leaving change this, never the text

    class Level(models.TextChoices):
        """The level of its seal; empty for files of earlier versions, which have none."""

        B_B = "b-b", "PAdES B-B"
        B_T = "b-t", "PAdES B-T"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.SIGNED)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    file = models.FileField(_("file"), upload_to="agreements/%Y/")
    second = models.FileField(_("second copy"), upload_to="agreements/%Y/", storage=second_storage, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    unsealed_sha256 = models.CharField(_("SHA-256 before the seal"), max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField(_("pages"))
    layout = models.PositiveSmallIntegerField(_("version of the layout"), default=1)
    made_at = models.DateTimeField(_("made"))
    level = models.CharField(_("level of the seal"), max_length=3, choices=Level.choices, blank=True)
    sealed_by = models.CharField(_("sealed by"), max_length=200, blank=True)
    certificate_sha256 = models.CharField(_("SHA-256 of the certificate"), max_length=64, blank=True)
    stamped_at = models.DateTimeField(_("time stamp"), null=True, blank=True)
    reason = models.TextField(_("why it was sealed again"), blank=True)
    lists_sha256 = models.CharField(_("SHA-256 of what it lists"), max_length=64, blank=True)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(DocumentQuerySet), service="agreement__partnership__service"
    )

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-edition"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "kind", "edition"], name="document_edition_once"),
            models.CheckConstraint(
                condition=models.Q(kind="signed") | ~models.Q(lists_sha256=""), name="a_list_knows_what_it_lists"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.get_kind_display()}"

    @staticmethod
    def number_of(agreement: Agreement, kind: str) -> str:
        """How a document is cited: the text by the number of its version, its accession list beside it."""
        return f"{agreement.number}{MEMBERS_SUFFIX}" if kind == Document.Kind.MEMBERS else agreement.number

    @property
    def number(self) -> str:
        return self.number_of(self.agreement, self.kind)


class SealDelay(models.Model):
    """The seal of a signed text is pending: what stopped it, and when it is tried again."""

    class Problem(models.TextChoices):
        KEY = "key", _("The certificate of the seal is missing or cannot be opened.")
        AUTHORITY = "authority", _("The time-stamping authority did not answer correctly.")
        STORAGE = "storage", _("The file could not be stored.")
        OTHER = (
            "other",
            _("The file could not be made. Administrators find the reason in the log."),
        )

    agreement = models.OneToOneField(Agreement, on_delete=models.CASCADE, related_name="seal_delay")
    problem = models.CharField(_("problem"), max_length=10, choices=Problem.choices)
    since = models.DateTimeField(_("since"))
    tries = models.PositiveIntegerField(_("attempts"), default=1)
    retry_at = models.DateTimeField(_("next attempt"))

    objects: ClassVar = ScopedManager(service="agreement__partnership__service")

    class Meta:
        verbose_name = _("delay of a seal")
        verbose_name_plural = _("delays of seals")

    def __str__(self) -> str:
        return f"{self.agreement} · {self.get_problem_display()}"

"""What there is to check: every file field and every frozen text of the product, found in its models."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.core.files.storage import Storage
from django.db import models

APPS = ("accounts", "ledger", "outbox", "partnerships", "reviews", "directory")
TEXTS = ("snapshot", "content")
SECOND = "second"


@dataclass(frozen=True)
class FilesOf:
    """Files in `field` of `model`; `sha256` is the field with their hash, empty where none is kept (imports)."""

    model: type[models.Model]
    field: str
    sha256: str

    @property
    def storage(self) -> Storage:
        return self.model._meta.get_field(self.field).storage

    @property
    def is_second(self) -> bool:
        return self.field == SECOND


@dataclass(frozen=True)
class TextsOf:
    model: type[models.Model]
    field: str
    sha256: str


def _models() -> Iterator[type[models.Model]]:
    for label in APPS:
        yield from apps.get_app_config(label).get_models()


def all_files() -> list[FilesOf]:
    """A field that is added tomorrow is among them: its hash is called after it, or simply `sha256`."""
    found = []
    for model in _models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                found.append(FilesOf(model, field.name, _hash_of(model, f"{field.name}_sha256", "sha256")))
    return found


def all_texts() -> list[TextsOf]:
    found = []
    for model in _models():
        for name in TEXTS:
            if _has(model, name) and (kept := _hash_of(model, f"{name}_sha256", "sha256")):
                found.append(TextsOf(model, name, kept))
    return found


def _hash_of(model: type[models.Model], *names: str) -> str:
    return next((name for name in names if _has(model, name)), "")


def _has(model: type[models.Model], name: str) -> bool:
    try:
        return bool(model._meta.get_field(name).concrete)
    except FieldDoesNotExist:
        return False

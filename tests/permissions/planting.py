"""Words that tell where a row belongs: one shown to somebody who may not see the row is found on the page."""

from typing import Any

from django.apps import apps
from django.db.models import CharField, F, Field, ForeignKey, Model, TextField, Value
from django.db.models.functions import Concat

from partnerships.models import Contact, Organisation, Partnership
from partnerships.shared.services.partnerships import change_partnership
from pes_partnerships.ledger.services import Actor

# fingerprints, frozen texts and folded copies have to stay as they are
LEFT_ALONE = {
    "snapshot", "content", "search_text", "reference", "language", "original_language", "unit", "period", "payment",
}  # fmt: skip
SHORTEST = 100


def plant(world: Any) -> None:
    """The world's `secret` in every text of its partnerships and in their history, its `known` in the registry."""
    for model in (*apps.get_app_config("partnerships").get_models(), *apps.get_app_config("reviews").get_models()):
        if path := way_to_partnership(model):
            _write(model, {f"{path}__service": world.service, f"{path}__office": world.office}, world.secret)
    _write(Partnership, {"service": world.service, "office": world.office}, world.secret)
    _write(Organisation, {"service": world.service}, world.known)
    _write(Contact, {"organisation__service": world.service}, world.known)
    for partnership in Partnership.objects.filter(office=world.office):
        change_partnership(
            partnership=partnership, by=Actor.user(world.manager), place=f"{world.secret} {partnership.pk}"
        )


def _write(model: type[Model], rows: dict[str, Any], word: str) -> None:
    for field in model._meta.concrete_fields:
        if _is_text(field):
            mine = model._base_manager.filter(**rows).exclude(**{field.name: ""})
            mine = mine.exclude(**{f"{field.name}__contains": word})
            mine.update(**{field.name: Concat(F(field.name), Value(f" {word}"))})


def _is_text(field: Field) -> bool:
    if type(field) not in (CharField, TextField) or field.choices or field.name in LEFT_ALONE or field.primary_key:
        return False
    return "sha256" not in field.name and (field.max_length or SHORTEST) >= SHORTEST


def way_to_partnership(model: type[Model], depth: int = 4) -> str:
    """The shortest way over foreign keys, as a lookup; empty where there is none."""
    ways = {"": model}
    for _step in range(depth):
        further = {}
        for way, here in ways.items():
            for field in here._meta.concrete_fields:
                if isinstance(field, ForeignKey) and (not field.null or field.name == "partnership"):
                    path = f"{way}__{field.name}" if way else field.name
                    if field.related_model is Partnership:
                        return path
                    further[path] = field.related_model
        ways = further
    return ""

"""What `manage.py check --deploy` says of the seal: without its certificate every signed document waits (S3)."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning

HINT = "See “The seal” in docs/production.md."


def seal_is_set_up(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The file itself is looked for where it is one for all services; it may be readable for the service alone."""
    if settings.LOCAL:
        return []
    where = settings.SEAL_PKCS12
    if not where:
        said = "SEAL_PKCS12 is not set: signed documents are not sealed, and stay “seal pending”."
        return [Warning(said, hint=HINT, id="signing.W001")]
    if not Path(where).is_absolute():
        said = f"SEAL_PKCS12 ({where}) is no absolute path: web and worker may look in different folders."
        return [Warning(said, hint=HINT, id="signing.W002")]
    if "{code}" not in where and not Path(where).exists():
        return [Warning(f"There is no file {where} (SEAL_PKCS12).", hint=HINT, id="signing.W003")]
    return []

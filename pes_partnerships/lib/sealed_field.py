"""A JSON field whose values are encrypted in the database, under a key that is not in it.

The key is made from SECRET_KEY; with SECRET_KEY_FALLBACKS what was written under an earlier one is still read. Whoever
has the database, or a backup of it, reads nothing.
"""

import base64
import json
import logging
from collections.abc import Mapping
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.db import models
from django.utils.crypto import salted_hmac

from pes_partnerships.lib.links import known_secrets

logger = logging.getLogger(__name__)
SEALED = "sealed"  # the one key of what the database has
PURPOSE = "pes_partnerships.lib.sealed_field"


def sealed(values: Mapping[str, str]) -> dict[str, str]:
    """As the database has them; what is empty stays empty, so that a constraint can hold that nothing is there."""
    return {SEALED: _keys().encrypt(json.dumps(dict(values)).encode()).decode("ascii")} if values else {}


def opened(stored: Mapping[str, str]) -> dict[str, str]:
    """The values again; nothing where no key fits any more, for a row must be readable without its secrets."""
    if not stored:
        return {}
    try:
        return json.loads(_keys().decrypt(stored[SEALED].encode()))
    except (InvalidToken, KeyError):
        logger.error("A sealed value cannot be read: it was written under another SECRET_KEY.")
        return {}


class SealedField(models.JSONField):
    """A dictionary of texts: plain in Python, sealed in the database."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(sealed(value) if isinstance(value, dict) else value, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        stored = super().from_db_value(value, expression, connection)
        return opened(stored) if isinstance(stored, dict) else stored


def _keys() -> MultiFernet:
    secrets = known_secrets()
    made = (salted_hmac(PURPOSE, "", secret=secret, algorithm="sha256").digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(each)) for each in made])

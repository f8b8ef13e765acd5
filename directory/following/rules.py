"""The links that name a search that is followed. Pure."""

from django.core import signing

_SALT = "directory.following"


def token_of(key: int) -> str:
    """Names a followed search for who gets its mails; nobody can make one who has not the key of the instance."""
    return signing.dumps(key, salt=_SALT)


def key_in(token: str) -> int | None:
    try:
        return signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None

"""The cache that all workers share. It holds counters of attempts only: what is lost costs nothing."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


def _or_else(value: Callable[..., Any]) -> Callable:
    def around(method: Callable) -> Callable:
        @wraps(method)
        def forgiving(self: RedisCache, *args: Any, **kwargs: Any) -> Any:
            try:
                return method(self, *args, **kwargs)
            except RedisError as error:
                log.warning("The cache does not answer: %s", error)
                return value(*args, **kwargs)

        return forgiving

    return around


class ForgivingRedisCache(RedisCache):
    """Nobody is kept from signing in because Redis is away; wrong passwords are counted in the database besides."""

    get = _or_else(lambda key, default=None, version=None: default)(RedisCache.get)
    add = _or_else(lambda *args, **kwargs: True)(RedisCache.add)
    set = _or_else(lambda *args, **kwargs: None)(RedisCache.set)
    delete = _or_else(lambda *args, **kwargs: False)(RedisCache.delete)

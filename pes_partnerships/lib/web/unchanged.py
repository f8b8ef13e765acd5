"""Public pages that a reader has already: an entity tag, and 304 where nothing has changed.

The tag is made of the page itself, so that it is right whatever the page shows. It belongs to one set of cookies, as
the page does: language, messages, and the secret of its forms, whose masked tokens differ from answer to answer.
"""

import hashlib
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

_TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]*')


def unchanged(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a page that anybody may read. What a signed-in person sees gets no tag, and is kept nowhere."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 200 or response.streaming or request.user.is_authenticated:
            return response
        # asked about each time, and kept by the reader alone: the page sets a cookie of its own
        patch_cache_control(response, private=True, no_cache=True)
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
        digest = hashlib.sha256(_TOKEN.sub(rb"\1", response.content))
        digest.update(request.headers.get("Cookie", "").encode())
        etag = f'W/"{digest.hexdigest()[:32]}"'
        response["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response)

    return wrapped

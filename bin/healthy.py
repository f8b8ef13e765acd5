"""Does the web process on this machine serve people? Asked as a proxy in front would ask; the container's health check.

/healthz/ answers 503 for a clock that stands still as well. The web goes on without it, so nobody should turn people
away for that: what counts here is that the web answers and has its database.
"""

import json
import os
import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

HOST = (os.environ.get("ALLOWED_HOSTS") or "127.0.0.1").split(",")[0].lstrip(".")
ADDRESS = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/healthz/"

try:
    with urlopen(Request(ADDRESS, headers={"Host": HOST, "X-Forwarded-Proto": "https"}), timeout=4) as answer:
        sys.exit(answer.status != 200)
except HTTPError as error:
    try:
        sys.exit(json.load(error).get("database") != "ok")
    except ValueError:
        sys.exit(str(error))
except OSError as error:
    sys.exit(str(error))

"""Ask the web process in this container whether it is healthy, as the proxy in front of it would ask."""

import os
import sys
from urllib.request import Request, urlopen

HEADERS = {"Host": os.environ["ALLOWED_HOSTS"].split(",")[0].lstrip("."), "X-Forwarded-Proto": "https"}

try:
    with urlopen(Request("http://127.0.0.1:8000/healthz/", headers=HEADERS), timeout=4) as answer:
        sys.exit(answer.status != 200)
except OSError as error:
    sys.exit(str(error))

"""`bin/healthy.py`: a container stays in service while its web serves people, whatever its clock does."""

import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.servers import HOST, free_port

HEALTHY = Path(__file__).parents[2] / "bin" / "healthy.py"


def asked(port: int) -> int:
    env = os.environ | {"PORT": str(port), "ALLOWED_HOSTS": ""}
    return subprocess.run([sys.executable, HEALTHY], env=env, stderr=subprocess.DEVNULL, check=False).returncode


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (200, b'{"database": "ok", "clock": "ok"}', 0),
        (503, b'{"database": "ok", "clock": "last beat is too old"}', 0),
        (503, b'{"database": "gone"}', 1),
        (502, b"<h1>Bad gateway</h1>", 1),
    ],
)
def test_what_counts_is_that_the_web_has_its_database(status, body, code):
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Nothing in the output of the tests."""

    server = HTTPServer((HOST, 0), Answer)
    thread = threading.Thread(target=server.handle_request)
    thread.start()
    assert asked(server.server_port) == code
    thread.join()
    server.server_close()


def test_nobody_answers():
    assert asked(free_port()) == 1

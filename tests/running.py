"""`make run` as people start it: real processes, with a port and a folder of their own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests.servers import HOST, free_port

TOP = Path(__file__).parents[1]
# what the shell, make or the test run hold, and a start must not see
FOREIGN = "DATABASE_URL REDIS_URL EMAIL_URL BASE_URL ALLOWED_HOSTS MAKEFLAGS MFLAGS MAKELEVEL".split()
PATIENCE = 90  # seconds until a start is up; this machine is kept busy on purpose

PEOPLE_ONLY = """
from directory.demo.people import enter_service
from directory.demo.read import folder, read
from django.utils import timezone
for values in read(folder() / "services.toml", timezone.localdate())["services"]:
    enter_service(values)
import sys
sys.path.insert(0, "bin")
from pathlib import Path
from django.conf import settings
from prepare import static_fingerprint, tables_fingerprint
Path(settings.VAR_DIR, "tables").write_text(tables_fingerprint())
"""
NO_STATIC_FILES = """
Path(settings.STATIC_ROOT).mkdir()
Path(settings.STATIC_ROOT, "collected").write_text(static_fingerprint())
"""


def environment(folder: Path, **more: str) -> dict[str, str]:
    usual = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    own = {"DJANGO_SETTINGS_MODULE": "pes_partnerships.settings", "DEMO": "on", "DEBUG": "off", "VAR_DIR": str(folder)}
    return usual | own | more


def prepare(folder: Path, *, with_pages: bool = False) -> None:
    """As an earlier start left it, but with people only, since loading the whole demonstration takes long.

    With pages the files they need are packed as well, which takes half a minute; /healthz/ needs none.
    """
    manage, how = [sys.executable, "manage.py"], {"cwd": TOP, "env": environment(folder), "check": True}
    subprocess.run([*manage, "migrate", "--verbosity=0"], **how)
    script = PEOPLE_ONLY if with_pages else PEOPLE_ONLY + NO_STATIC_FILES
    subprocess.run([*manage, "shell", "--verbosity=0", "--command", script], **how)
    if with_pages:
        subprocess.run(["bin/setup"], stdout=subprocess.DEVNULL, **how)


def megabytes(pid: int) -> float:
    rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(row.split()[1]) / 1024 for row in rows if row.startswith("Pss:"))


class Running:
    """One `make run`; its processes are those that were given its folder."""

    def __init__(self, folder: Path, log: Path, **more: str):
        self.folder, self.log, self.port = folder, log, free_port()
        with log.open("ab") as output:
            self.make = subprocess.Popen(
                ["make", "run"],
                cwd=TOP,
                env=environment(folder, PORT=str(self.port), **more),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # so that Ctrl-C reaches all of it, and nothing else
            )

    def processes(self) -> dict[int, str]:
        """The command line of each by its number."""
        found, mark = {}, f"VAR_DIR={self.folder}".encode()
        for entry in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):  # it ended meanwhile
                if mark in (entry / "environ").read_bytes().split(b"\0"):
                    found[int(entry.name)] = (entry / "cmdline").read_text().replace("\0", " ").strip()
        return found

    def of_clock(self, part: str) -> int | None:
        """The number of the clock's process `part`, worker or beat; None while there is none."""
        return next((pid for pid, line in self.processes().items() if f"pes_partnerships {part}" in line
                     and "keep.py" not in line), None)  # fmt: skip

    def of_web(self) -> list[int]:
        """The numbers of the web's processes: one that watches, the others answer."""
        return [pid for pid, line in self.processes().items() if "gunicorn pes" in line and "sh -c" not in line]

    def web_megabytes(self) -> list[float]:
        """What each process of the web has to itself, with its share of what it has in common with others (PSS)."""
        return [megabytes(pid) for pid in self.of_web()]

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and body; 0 while nobody answers."""
        try:
            with urlopen(f"http://{HOST}:{self.port}{path}", timeout=20) as answer:
                return answer.status, answer.read()
        except HTTPError as error:
            return error.code, error.read()
        except (URLError, OSError):
            return 0, b""

    def health(self) -> dict:
        status, body = self.get("/healthz/")
        return {"status": status} | (json.loads(body) if body else {})

    def last_beat(self) -> str:
        return self.health().get("clock_last_beat") or ""

    def wait(self, reached, what: str) -> None:
        ends = time.monotonic() + PATIENCE
        while not reached():
            said = self.log.read_text(errors="replace")[-3000:]
            assert self.make.poll() is None, f"It ended before {what}\n{said}"
            assert time.monotonic() < ends, f"{what} took longer than {PATIENCE} s: {self.health()}\n{said}"
            time.sleep(0.2)

    def wait_for_beat(self, after: str = "") -> str:
        """Until the clock has beaten after that moment, and all is well; the moment of the new beat."""
        self.wait(lambda: self.last_beat() > after and self.health()["status"] == 200, "a beat")
        return self.last_beat()

    def press_ctrl_c(self) -> None:
        if self.make.poll() is None:
            os.killpg(self.make.pid, signal.SIGINT)
            self.make.wait(30)


@contextmanager
def running(folder: Path, log: Path, **more: str) -> Iterator[Running]:
    """Stops as people stop it; what is left of it then is an error, and is killed."""
    started = Running(folder, log, **more)
    try:
        yield started
        started.press_ctrl_c()
        left = started.processes()
        assert left == {}, left
    finally:
        for pid in started.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

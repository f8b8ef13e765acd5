"""`make check`: all checks, as many at a time as there are processors; prints what is wrong."""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

TOP = Path(__file__).resolve().parent.parent
TOOLS = TOP / ".venv" / "bin"
PYTHON = str(TOOLS / "python")

DEMO = {"DEMO": "on", "DATABASE_URL": "sqlite://:memory:"}
PRODUCTION = {
    "DEMO": "off",
    "DEBUG": "off",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "ALLOWED_HOSTS": "partnerships.example.org",
    "BASE_URL": "https://partnerships.example.org",
    "BEHIND_PROXY": "on",
    "DATABASE_URL": "postgres://pes@localhost/pes",
    "REDIS_URL": "redis://localhost:6379/0",
    "SEAL_PKCS12": "/etc/pes/seal/{code}.p12",
    "EMAIL_URL": "smtp+tls://pes:secret@localhost:587",
}


class Check(NamedTuple):
    name: str
    command: list[str]
    env: dict[str, str] = {}


class Outcome(NamedTuple):
    check: Check
    code: int
    output: str
    seconds: float


CHECKS = [
    # The slow ones first, so that the quick ones fill the gaps.
    Check("migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], DEMO),
    Check("deployment", [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
    Check("templates", [PYTHON, "bin/check_templates.py"], DEMO),
    Check("imports", [str(TOOLS / "lint-imports"), "--no-logo", "--cache-dir", "var/cache/imports"]),
    Check("translations", [PYTHON, "bin/check_catalogues.py"], DEMO),
    Check("style", [str(TOOLS / "ruff"), "check", "--quiet", "--output-format", "concise", "."]),
    Check("layout", [str(TOOLS / "ruff"), "format", "--check", "--output-format", "concise", "."]),
    Check("house", [PYTHON, "bin/check_house.py"]),
    Check("requirements", [PYTHON, "bin/check_requirements.py"]),
    Check("docs", [PYTHON, "bin/check_docs.py"]),
    Check("compose", [PYTHON, "bin/check_compose.py"]),
]


def run(check: Check, var_dir: str) -> Outcome:
    started = time.monotonic()
    # What the developer's shell holds must not decide what is checked.
    env = {name: text for name, text in os.environ.items() if name not in PRODUCTION}
    done = subprocess.run(
        check.command,
        cwd=TOP,
        env=env | {"VAR_DIR": var_dir} | check.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(check, done.returncode, done.stdout, time.monotonic() - started)


def main() -> int:
    (TOP / "var" / "cache").mkdir(parents=True, exist_ok=True)
    var_dir = tempfile.mkdtemp(prefix="pes-check-")
    try:
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            outcomes = list(pool.map(lambda check: run(check, var_dir), CHECKS))
    finally:
        shutil.rmtree(var_dir, ignore_errors=True)
    failed = [outcome for outcome in outcomes if outcome.code]
    for outcome in failed:
        print(f"--- {outcome.check.name}\n{outcome.output.rstrip()}\n")
    line = ", ".join(f"{o.check.name} {'FAILED' if o.code else 'ok'} ({o.seconds:.0f} s)" for o in outcomes)
    print(line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

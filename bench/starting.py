"""What a start costs: `manage.py check` beside the same of a bare Django with its admin, in CPU (G16)."""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.measuring import ROOT, Figure, tell

MOST = 3
TRIES = 7


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        usual = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        django_admin = Path(sys.executable).with_name("django-admin")
        subprocess.run([django_admin, "startproject", "bare", folder], env=usual, check=True)  # it has the admin
        own = {"DEMO": "on", "VAR_DIR": str(Path(folder, "var")), "DJANGO_SETTINGS_MODULE": "pes_partnerships.settings"}
        bare, ours = [], []
        for _try in range(TRIES):
            bare.append(_cpu([sys.executable, "manage.py", "check"], folder, usual))
            ours.append(_cpu([sys.executable, "manage.py", "check"], ROOT, usual | own))
    tell(Figure("manage.py check", min(ours) / min(bare), "× bare Django", most=MOST, note=f"{min(ours):.2f} s of CPU"))


def _cpu(command: list[str], folder: str | Path, environment: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

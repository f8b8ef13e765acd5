"""What differs between the two databases, on PostgreSQL in the ordinary run: locks, races, constraints, the chain."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).parent.parent.parent
WHAT = [
    "tests/ledger/test_chain.py",
    "tests/ledger/test_concurrency.py",
    "tests/outbox/test_race.py",
    "tests/partnerships/shared/test_constraints.py",
    "tests/reviews/schedule/test_planning.py",
]


@pytest.mark.servers
@pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"].endswith("postgresql"), reason="the whole run is on PostgreSQL"
)
def test_the_services_hold_on_postgresql(postgres_url):
    alone = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-p", "no:xdist", "--migrations", "--durations=6", *WHAT],
        cwd=ROOT, env=alone | {"DATABASE_URL": postgres_url}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]

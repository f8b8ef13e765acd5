"""The first migrations make the tables of the models, with the row that names the end of the ledger's chain."""

import sqlite3
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parents[2]


def test_an_empty_database_is_migrated(tmp_path):
    file = tmp_path / "empty.sqlite3"
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=TOP,
        env={"DEMO": "on", "VAR_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{file}"},
        check=True,
    )
    with sqlite3.connect(file) as database:
        assert database.execute("SELECT seq, hash FROM ledger_ledgerhead").fetchall() == [(0, "0" * 64)]
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"partnerships_agreement", "reviews_review", "directory_entry"} <= tables

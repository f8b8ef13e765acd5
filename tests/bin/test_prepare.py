"""`make run` on data that an earlier development version wrote says what to do, and touches nothing."""

import importlib.util
from pathlib import Path

import pytest

PREPARE = Path(__file__).parents[2] / "bin" / "prepare.py"


@pytest.fixture
def prepare():
    spec = importlib.util.spec_from_file_location("prepare", PREPARE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_data_of_an_earlier_version_are_refused_and_kept(prepare, tmp_path):
    (tmp_path / "db.sqlite3").write_bytes(b"tables of last month")
    with pytest.raises(SystemExit, match=f"mv {tmp_path} {tmp_path}-earlier && make run"):
        prepare.refuse_older_data(tmp_path)
    assert (tmp_path / "db.sqlite3").read_bytes() == b"tables of last month"
    assert not (tmp_path / "tables").exists()


def test_a_second_run_keeps_its_data(prepare, tmp_path):
    prepare.refuse_older_data(tmp_path)
    (tmp_path / "db.sqlite3").write_bytes(b"tables of today")
    prepare.refuse_older_data(tmp_path)
    (tmp_path / "tables").write_text("written for other tables")
    with pytest.raises(SystemExit):
        prepare.refuse_older_data(tmp_path)

"""What each rehearsal starts from: the folder of a product that ran before, and a machine with other things to do."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import prepare

BUSY_LOOPS = 2


@pytest.fixture(scope="session")
def used_folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("used") / "var"
    prepare(folder, with_pages=True)
    return folder


@pytest.fixture
def var_folder(used_folder: Path, tmp_path: Path) -> Path:
    """A copy of its own for each test."""
    return Path(shutil.copytree(used_folder, tmp_path / "var"))


@pytest.fixture
def load() -> Iterator[None]:
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _each in range(BUSY_LOOPS)]
    yield
    for each in loops:
        each.kill()
        each.wait()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system with little room."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", place]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a disk of its own takes an administrator, who may mount one")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)

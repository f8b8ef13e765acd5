"""What the project says of itself agrees, and its first command needs no tool that a bare machine lacks."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path


def test_the_newest_entry_of_the_changelog_is_the_version():
    project = tomllib.loads(Path("pyproject.toml").read_text())["project"]
    newest = re.search(r"^## (\S+)", Path("CHANGELOG.md").read_text(), re.MULTILINE)

    assert newest[1] == project["version"]


def test_make_alone_lists_the_targets_with_nothing_but_make_and_awk(tmp_path):
    for tool in ("sh", "bash", "make", "awk"):
        (tmp_path / tool).symlink_to(shutil.which(tool))
    alone = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MFLAGS", "MAKELEVEL"}}
    done = subprocess.run(["make"], env=alone | {"PATH": str(tmp_path)}, capture_output=True, text=True, check=True)

    targets = set(re.findall(r"^([a-z-]+):.*##", Path("Makefile").read_text(), re.MULTILINE))
    assert {line.split()[0] for line in done.stdout.splitlines()} == targets
    assert done.stderr == ""

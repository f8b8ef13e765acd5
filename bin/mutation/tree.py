"""A copy of the checkout in which a source file may be changed and its tests be run."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

PACKAGES = ["partnerships", "reviews", "directory", "pes_partnerships"]
LEFT_BEHIND = shutil.ignore_patterns(".git", ".venv", "var", "node_modules", ".hypothesis")
PYTEST = [sys.executable, "-m", "pytest", "-p", "mutation.plugin", "-q", "--no-header"]
OUT_OF_TIME = -1
NO_TESTS = 5


class Tree:
    def __init__(self, source: Path, folder: Path) -> None:
        shutil.copytree(source, folder, ignore=LEFT_BEHIND, symlinks=True)
        (folder / "var" / "tmp").mkdir(parents=True)
        self.folder = folder
        self.running: subprocess.Popen[str] | None = None

    def python_files(self, *under: str) -> list[str]:
        return sorted(str(p.relative_to(self.folder)) for top in under for p in (self.folder / top).rglob("*.py"))

    def read(self, file: str) -> str:
        return (self.folder / file).read_text(encoding="utf-8")

    def pytest(self, *arguments: str, limit: float | None = None, **env: Path | str) -> tuple[int, str]:
        """pytest's exit code and what it printed."""
        own = {
            "PYTHONPATH": str(Path(__file__).parents[1]),
            "COVERAGE_CORE": "ctrace",
            "TMPDIR": str(self.folder / "var" / "tmp"),
            "MUTATE_TABLES": str(self.folder.parent / "tables.sqlite3"),
        }
        self.running = subprocess.Popen(
            [*PYTEST, *arguments],
            cwd=self.folder,
            env=os.environ | own | {name: str(text) for name, text in env.items()},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        try:
            printed, _ = self.running.communicate(timeout=limit)
            return self.running.returncode, printed
        except subprocess.TimeoutExpired:
            return OUT_OF_TIME, ""
        finally:
            self.stop()

    def stop(self) -> None:
        if self.running and self.running.poll() is None:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()

    def passes(self, file: str, text: str, tests: list[str], limit: float) -> bool:
        """Do these tests pass with another text in this file?"""
        chosen = self.folder / "var" / "chosen.txt"
        chosen.write_text("\n".join(tests), encoding="utf-8")
        files = dict.fromkeys(test.partition("::")[0] for test in tests)
        place = self.folder / file
        kept = shutil.copy2(place, self.folder / "var" / "kept.py")
        place.write_text(text, encoding="utf-8")
        try:
            # no bytecode: that of the source must stay good for the next mutant
            more = {"MUTATE_CHOSEN": chosen, "PYTHONDONTWRITEBYTECODE": "1"}
            code, printed = self.pytest("-x", "--no-summary", *files, limit=limit, **more)
        finally:
            shutil.copy2(kept, place)
        if code == NO_TESTS:
            raise RuntimeError(f"The tests of {file} were not found.\n{printed}")
        return code == 0

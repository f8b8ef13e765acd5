"""A copy of the checkout in which a source file may be changed and its tests be run."""

import json
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

PACKAGES = ["partnerships", "reviews", "directory", "pes_partnerships"]
LEFT_BEHIND = shutil.ignore_patterns(".git", ".venv", "var", "node_modules", ".hypothesis")
PYTEST = [sys.executable, "-m", "pytest", "-p", "mutation.plugin", "-q", "--no-header"]
PASSED, FAILED, NO_TESTS, UNDECIDED = 0, 1, 5, 9


class Tree:
    def __init__(self, source: Path, folder: Path) -> None:
        shutil.copytree(source, folder, ignore=LEFT_BEHIND, symlinks=True)
        (folder / "var" / "tmp").mkdir(parents=True)
        self.folder = folder
        self.running: list[subprocess.Popen[str]] = []
        self.ready: Ready | None = None

    def python_files(self, *under: str) -> list[str]:
        return sorted(str(p.relative_to(self.folder)) for top in under for p in (self.folder / top).rglob("*.py"))

    def read(self, file: str) -> str:
        return (self.folder / file).read_text(encoding="utf-8")

    def start(self, *arguments: str, descriptors: tuple[int, ...] = (), **env: Path | str) -> subprocess.Popen[str]:
        own = {
            "PYTHONPATH": str(Path(__file__).parents[1]),
            "COVERAGE_CORE": "ctrace",
            "TMPDIR": str(self.folder / "var" / "tmp"),
            "MUTATE_TABLES": str(self.folder.parent / "tables.sqlite3"),
        }
        started = subprocess.Popen(
            [*PYTEST, *arguments],
            cwd=self.folder,
            env=os.environ | own | {name: str(text) for name, text in env.items()},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if descriptors else subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            pass_fds=descriptors,
        )
        self.running.append(started)
        return started

    def pytest(self, *arguments: str, **env: Path | str) -> tuple[int, str]:
        """pytest's exit code and what it printed."""
        started = self.start(*arguments, **env)
        printed, _ = started.communicate()
        return started.returncode, printed

    def hold_ready(self, files: Iterable[str]) -> None:
        """From here on mutants of functions are tried in children of one process that has these tests."""
        self.ready = Ready(self, files)
        if self.ready.attempt([], limit=600) != PASSED:
            sys.exit("The tests could not be made ready.")

    def passes(self, file: str, text: str, tests: list[str], limit: float, *, anew: bool) -> bool:
        """Do these tests pass with another text in this file? `anew` where the change shows at import only."""
        if self.ready and not anew:
            code = self.ready.attempt(tests, limit, file, text)
            if code != UNDECIDED:
                return code == PASSED
        place = self.folder / file
        kept = shutil.copy2(place, self.folder / "var" / "kept.py")
        place.write_text(text, encoding="utf-8")
        try:
            # no bytecode: that of the source must stay good for the next mutant
            alone = Ready(self, {test.partition("::")[0] for test in tests}, PYTHONDONTWRITEBYTECODE="1")
            code = alone.attempt(tests, limit)
            alone.stop()
            return code == PASSED
        finally:
            shutil.copy2(kept, place)

    def stop(self) -> None:
        for process in self.running:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


class Ready:
    """A pytest process that holds tests ready and answers for one attempt after the other (plugin.py)."""

    def __init__(self, tree: Tree, files: Iterable[str], **env: str) -> None:
        asked, self.ask = os.pipe()
        self.answer, answered = os.pipe()
        pipes = (asked, answered)
        self.process = tree.start(*sorted(files), descriptors=pipes, MUTATE_PIPES=f"{asked} {answered}", **env)
        for descriptor in pipes:
            os.close(descriptor)

    def attempt(self, tests: list[str], limit: float, file: str = "", text: str = "") -> int:
        """One of the codes above; a process that did not come up, or hangs, has failed."""
        asked = json.dumps({"tests": tests, "limit": limit, "file": file, "text": text}) + "\n"
        try:
            with open(self.ask, "w", encoding="utf-8", closefd=False) as ask:
                ask.write(asked)
        except BrokenPipeError:
            return FAILED
        found, _, _ = select.select([self.answer], [], [], 2 * limit)
        answer = os.read(self.answer, 20) if found else b""
        return int(answer) if answer else FAILED

    def stop(self) -> None:
        os.close(self.ask)
        os.close(self.answer)
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

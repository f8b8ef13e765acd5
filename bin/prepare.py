"""Bring the demonstration up to date in one process: messages, tables, static files, reference data, demo."""

import hashlib
import os
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent


def static_fingerprint() -> str:
    """Changes with any static file of the product or of its packages."""
    from django.contrib.staticfiles.finders import get_finders

    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            state = os.stat(storage.path(name))
            seen.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def collect_static() -> None:
    """Hashing and compressing takes most of the preparation: only when a file has changed."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = Path(settings.STATIC_ROOT) / "collected"
    wanted = static_fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say("Static files")
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted)


def tables_fingerprint() -> str:
    """Changes when the first migration of an app is written anew, which later versions never do."""
    seen = hashlib.sha256()
    for place in ("*/migrations", "pes_partnerships/*/migrations"):
        for path in sorted(TOP.glob(f"{place}/0001_initial.py")):
            seen.update(path.read_bytes())
    return seen.hexdigest()


def refuse_older_data(var_dir: Path) -> None:
    """Data from before the first migrations were last written cannot be carried over: say so, and what to do."""
    database, stamp, wanted = var_dir / "db.sqlite3", var_dir / "tables", tables_fingerprint()
    if database.exists() and database.stat().st_size and (not stamp.exists() or stamp.read_text() != wanted):
        sys.exit(
            f"The data in {var_dir} come from an earlier development version, and this one cannot carry them over.\n"
            f"Keep them elsewhere and start with new ones:  mv {var_dir} {var_dir}-earlier && make run"
        )
    stamp.write_text(wanted)


def say(step: str) -> None:
    # Standard output is for the sign-ins alone.
    print(f"{step} …", file=sys.stderr, flush=True)


def main() -> None:
    sys.path[:0] = [str(TOP), str(TOP / "bin")]
    os.chdir(TOP)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pes_partnerships.settings")

    from compile_messages import compile_all

    compile_all(TOP / "locale")

    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        refuse_older_data(Path(settings.VAR_DIR))
    say("Tables")
    call_command("migrate", interactive=False, verbosity=0)
    collect_static()
    say("Reference data")
    call_command("load_reference", verbosity=0, stdout=sys.stderr)
    say("Demonstration")
    call_command("load_demo")
    call_command("load_entries", verbosity=0, stdout=sys.stderr)
    from django.utils import timezone

    from partnerships.portfolio.services.ready import sweep

    call_command("rebuild_search", if_needed=True)
    sweep(timezone.now())  # data of an earlier version get their ready rows before anybody looks


if __name__ == "__main__":
    main()

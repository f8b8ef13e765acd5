"""Bring the demonstration up to date in one process: messages, tables, static files, reference data, demo."""

import os
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
STEPS = [
    ("Tables", "migrate", {"interactive": False}),
    ("Static files", "collectstatic", {"interactive": False}),
    ("Reference data", "load_reference", {}),
]


def main() -> None:
    sys.path[:0] = [str(TOP), str(TOP / "bin")]
    os.chdir(TOP)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pes_partnerships.settings")

    from compile_messages import compile_all

    compile_all(TOP / "locale")

    import django
    from django.core.management import call_command

    django.setup()
    for title, command, options in STEPS:
        print(f"{title} …", file=sys.stderr, flush=True)
        call_command(command, verbosity=0, stdout=sys.stderr, **options)
    print("Demonstration …", file=sys.stderr, flush=True)
    call_command("load_demo")


if __name__ == "__main__":
    main()

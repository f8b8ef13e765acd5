#!/usr/bin/env python
"""Django's command line for PES Partnerships."""

import gc
import os
import sys


def main() -> None:
    gc.set_threshold(200_000)  # starting makes what stays: to look it through for waste is a seventh of the time
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pes_partnerships.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

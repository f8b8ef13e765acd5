"""The catalogues in the form that Django reads: compiled here, so that the tests need no `make setup` before them."""

import fcntl
import importlib.util
from pathlib import Path

import pytest
from django.conf import settings
from django.test.signals import setting_changed

TOP = Path(__file__).resolve().parents[2]


def _compiler():
    spec = importlib.util.spec_from_file_location("compile_messages", TOP / "bin" / "compile_messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def compiled_catalogues(tmp_path_factory):
    """One process at a time writes what is missing; each then forgets what it read before."""
    lock = tmp_path_factory.getbasetemp().parent / "catalogues.lock"
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        _compiler().compile_all(TOP / "locale")
    setting_changed.send(sender=None, setting="LOCALE_PATHS", value=settings.LOCALE_PATHS, enter=True)

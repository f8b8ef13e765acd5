"""The product's settings with a folder of the run's own: tests need no environment and leave nothing."""

import atexit
import gc
import os
import shutil
import tempfile
from pathlib import Path

gc.disable()  # what is loaded stays: until all tests are collected there is nothing to be found

_var = tempfile.mkdtemp(prefix="pes-var-")
atexit.register(shutil.rmtree, _var, ignore_errors=True)
(Path(_var) / "static").mkdir()
# one key for all workers of a run: they read sessions that another has written
os.environ |= {"DEMO": "on", "DEBUG": "off", "VAR_DIR": _var, "SECRET_KEY": "of the tests alone, " * 3}

from pes_partnerships.settings import *  # noqa: E402, F403
from pes_partnerships.settings import STORAGES  # noqa: E402

# pages render without a collected manifest, and a password is one of a test
STORAGES |= {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

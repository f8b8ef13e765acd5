"""The product's own settings, with a folder of the run's own, so that tests need no environment and leave nothing."""

import atexit
import os
import shutil
import tempfile

_var = tempfile.mkdtemp(prefix="pes-var-")
atexit.register(shutil.rmtree, _var, ignore_errors=True)
os.environ |= {"DEMO": "on", "DEBUG": "off", "VAR_DIR": _var}

from pes_partnerships.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # Argon2 is slow on purpose
STORAGES = STORAGES | {  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

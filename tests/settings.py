"""The product's settings with a folder of the run's own: tests need no environment and leave nothing."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_var = tempfile.mkdtemp(prefix="pes-var-")
atexit.register(shutil.rmtree, _var, ignore_errors=True)
(Path(_var) / "static").mkdir()
os.environ |= {"DEMO": "on", "DEBUG": "off", "VAR_DIR": _var}

from pes_partnerships.settings import *  # noqa: E402, F403

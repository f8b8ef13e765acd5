"""What a start costs: `manage.py check` beside the same of a bare Django with its admin, in CPU (G16)."""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.measuring import ROOT, Figure, tell

MOST = 3
TRIES = 7
BARE = """
import sys
from django.conf import settings
from django.core.management import execute_from_command_line
settings.configure(
    SECRET_KEY="of the bench alone", ROOT_URLCONF="bare_urls", USE_TZ=True, DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=["django.contrib." + each for each in "admin auth contenttypes sessions messages staticfiles".split()],
    MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware",
                "django.contrib.auth.middleware.AuthenticationMiddleware",
                "django.contrib.messages.middleware.MessageMiddleware"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {
        "context_processors": ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
                               "django.contrib.messages.context_processors.messages"]}}],
)
execute_from_command_line(["manage.py", "check"])
"""  # noqa: E501
URLS = """
from django.contrib import admin
from django.urls import path
urlpatterns = [path("admin/", admin.site.urls)]
"""


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "bare_urls.py").write_text(URLS)
        Path(folder, "bare.py").write_text(BARE)
        own = {"DEMO": "on", "VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "pes_partnerships.settings"}
        bare, ours = [], []
        for _try in range(TRIES):
            bare.append(_cpu([sys.executable, "bare.py"], folder, os.environ.copy()))
            ours.append(_cpu([sys.executable, "manage.py", "check"], ROOT, os.environ | own))
    tell(Figure("manage.py check", min(ours) / min(bare), "× bare Django", most=MOST, note=f"{min(ours):.2f} s of CPU"))


def _cpu(command: list[str], folder: str | Path, environment: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

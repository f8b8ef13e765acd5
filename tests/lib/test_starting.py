"""G16: a command and a web process load what every page needs, and no more."""

import json
import subprocess
import sys

import pytest

# each costs a start tens of milliseconds or a worker megabytes, and few acts need it
SELDOM = ("celery", "kombu", "markdown_it", "nh3", "openpyxl", "pikepdf", "rapidfuzz", "weasyprint", "yaml")
WEB = "from pes_partnerships.wsgi import application"
COMMAND = "import django; django.setup()"


@pytest.mark.parametrize("start", [WEB, COMMAND], ids=["web", "command"])
def test_what_few_acts_need_is_loaded_where_it_is_used(start):
    said = subprocess.run(
        [sys.executable, "-c", f"{start}; import json, sys; print(json.dumps(sorted(sys.modules)))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = json.loads(said.stdout)

    assert "partnerships.models.partnership" in loaded
    assert [name for name in SELDOM if name in loaded] == []


def test_the_schedule_is_complete_without_settings_of_its_own():
    """Every task that the clock wakes is one that the worker knows."""
    from pes_partnerships.celery import app

    app.loader.import_default_modules()

    woken = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert woken <= set(app.tasks)
    assert len(woken) == 17

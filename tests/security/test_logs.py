"""No log holds a link that opens something by itself (S2), and every process writes its time the same way."""

import datetime
import io
import logging
import logging.config
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver
from gunicorn.config import Config
from gunicorn.util import load_class

from pes_partnerships.lib.logs import SECRET_PATHS, HideSecretLinks, LineFormatter, without_secrets
from tests.factories.agreements import sent_agreement
from tests.pages import link_of

TOKEN = "kXq3-wZ_81aBcD"  # made up
LINKS = [f"/{path}/{TOKEN}" for path in SECRET_PATHS]
UTC_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ")


@pytest.fixture
def console():
    """The product's own logging, as a process of it sets it up, into a place where the test reads it."""
    stream = io.StringIO()
    handler = {**settings.LOGGING["handlers"]["console"], "stream": stream}
    logging.config.dictConfig({**settings.LOGGING, "handlers": {"console": handler}})
    yield stream
    logging.config.dictConfig(settings.LOGGING)


@pytest.mark.django_db
def test_a_live_link_stands_in_no_line_of_django(in_scope, console):
    """An incomplete answer is logged by Django with its address, while the link still works."""
    sent_agreement(in_scope)
    link = link_of("ona@youth.example")

    assert Client().post(link, {"name": ""}).status_code == 422

    assert console.getvalue().endswith("WARNING django.request Unprocessable Entity: /sign/…/\n")


@pytest.mark.parametrize("link", LINKS)
def test_a_traceback_names_no_secret(link, console):
    try:
        raise ValueError(f"https://pes.example{link}/ went wrong")
    except ValueError:
        logging.getLogger("django.request").exception("Internal Server Error: %s", f"{link}/", stack_info=True)

    assert TOKEN not in console.getvalue()
    assert "ValueError: https://pes.example" in console.getvalue()


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize(
    "line",
    [
        '"GET {} HTTP/1.1" 200',
        '"GET {}/ HTTP/1.1" 200',
        '"GET {}?language=fr HTTP/1.1" 200',
        '"GET /static/app.css HTTP/1.1" 200 "https://pes.example{}/"',
        "next={}/&x=1",
        "Resolver404: {{'tried': [], 'path': '{0:.0}{1}'}}",
    ],
)
def test_a_secret_is_masked_wherever_it_stands(line, link):
    hidden = link.replace(TOKEN, "…")

    assert without_secrets(line.format(link, link[1:])) == line.format(hidden, hidden[1:])


def test_an_encoded_address_is_masked_too():
    assert without_secrets(f"next=%2Fsign%2F{TOKEN}%2F&x=1") == "next=%2Fsign%2F…%2F&x=1"


@pytest.mark.parametrize(
    "path", ["/sign/done/", "/portfolio/", "/account/password/reset/key/done/", "/answer/", "/design/x/", "/signing/x/"]
)
def test_other_addresses_stay_readable(path):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", (path,), None)
    assert HideSecretLinks().filter(record) is True
    assert record.getMessage() == f"Not Found: {path}"


def addresses(patterns, before=""):
    for each in patterns:
        whole = before + str(each.pattern).removeprefix("^")
        yield from addresses(each.url_patterns, whole) if hasattr(each, "url_patterns") else [whole]


def test_every_address_with_a_secret_is_one_that_is_masked():
    secret = [
        each for each in addresses(get_resolver().url_patterns) if re.search(r"<(\w+:)?(token|key|secret)>", each)
    ]
    linked = [each for each in secret if not each.startswith("agreements/")]  # the name of a section of a text

    assert {re.split("[<(]", address)[0].rstrip("/") for address in linked} == set(SECRET_PATHS)


# --- gunicorn --------------------------------------------------------------------------------------------------------


@pytest.fixture
def gunicorn_log(tmp_path):
    """gunicorn's logger as gunicorn.conf.py names it, with both logs in files: (logger, access log, error log)."""
    found: dict = {}
    exec(compile(Path("gunicorn.conf.py").read_text(), "gunicorn.conf.py", "exec"), found)  # noqa: S102
    config = Config()
    for name in ("logger_class", "access_log_format"):
        config.set(name, found[name])
    access, error = tmp_path / "access", tmp_path / "error"
    config.set("accesslog", str(access))
    config.set("errorlog", str(error))
    logger = load_class(config.logger_class)(config)
    yield logger, access, error
    for log in (logger.access_log, logger.error_log):
        log.handlers.clear()
        log.filters.clear()


@pytest.mark.parametrize("access_format", [None, "%(r)s %(U)s %(f)s %({referer}i)s %({raw_uri}e)s"])
@pytest.mark.parametrize("link", LINKS)
def test_gunicorns_access_log_holds_no_secret(link, access_format, gunicorn_log):
    logger, access, _error = gunicorn_log
    if access_format:
        logger.cfg.set("access_log_format", access_format)
    referer = f"https://pes.example{link}/"
    environ = {
        "REQUEST_METHOD": "GET", "RAW_URI": f"{link}/", "PATH_INFO": f"{link}/", "QUERY_STRING": "",
        "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "203.0.113.66", "HTTP_REFERER": referer,
    }  # fmt: skip
    response = SimpleNamespace(status="200 OK", sent=5, headers=[])
    logger.access(response, SimpleNamespace(headers=[("REFERER", referer)]), environ, datetime.timedelta(seconds=1))

    [line] = access.read_text().splitlines()
    assert TOKEN not in line
    assert "…" in line
    assert UTC_TIME.match(line)


def test_gunicorns_error_log_holds_no_secret(gunicorn_log):
    logger, _access, error = gunicorn_log

    logger.error("Error handling request %s", f"{LINKS[0]}/")

    assert error.read_text().endswith("Z ERROR gunicorn.error Error handling request /sign/…/\n")


# --- nginx, as the documentation sets it up --------------------------------------------------------------------------


def test_the_documented_proxy_masks_the_same_addresses():
    text = Path("docs/production.md").read_text()
    [pattern] = re.findall(r'"~\*(.+)" "\$before\*\*\*\$after";', text)
    masking = re.compile(pattern.replace("(?<", "(?P<"), re.IGNORECASE)

    for link in LINKS:
        found = masking.match(f"{link}/?language=fr")
        assert (found["before"], found["after"]) == (link.removesuffix(TOKEN), "/?language=fr")
        assert masking.match(f"/account/login/?next={link.replace('/', '%2F')}") or link.count("/") > 2
    assert not masking.match("/portfolio/?page=2")
    [location] = re.findall(r"location ~ \^/\((.+)\)/ {", text)
    assert tuple(location.split("|")) == SECRET_PATHS
    lines = text[text.index("log_format pes") : text.index("# in server")]
    assert not re.search(r"\$(request|request_uri|uri|http_referer)\b", lines)


# --- one time for all ------------------------------------------------------------------------------------------------


def test_a_line_is_in_utc_whatever_the_zone_of_the_machine(monkeypatch):
    record = logging.LogRecord("pes", logging.WARNING, "", 0, "x", (), None)
    record.created, record.msecs = 1795874050.042, 42.0
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert LineFormatter().format(record) == "2026-11-28T13:54:10.042Z WARNING pes x"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_worker_and_clock_write_the_same_line_as_the_web():
    """In a process of its own, as `celery worker` sets its logging up."""
    started = (
        "import logging; from pes_partnerships.celery import app; import django; django.setup();"
        "app.log.setup(loglevel='INFO');"
        "logging.getLogger('celery.worker').info('a task'); logging.getLogger('pes').warning('/sign/secret/')"
    )
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "pes_partnerships.settings", "TZ": "Asia/Tokyo"}
    done = subprocess.run([sys.executable, "-c", started], env=env, capture_output=True, text=True, check=True)

    lines = done.stderr.splitlines()
    assert [UTC_TIME.sub("", line) for line in lines] == ["INFO celery.worker a task", "WARNING pes /sign/…/"]
    assert all(UTC_TIME.match(line) for line in lines)

"""The product as people meet it: a real server on a database in a file, Chromium, and a mail server that keeps all."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.db import connection
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, sync_playwright

from pes_partnerships.outbox.services import sweep
from tests.cast import PASSWORD, Cast, make_cast
from tests.databases import standing_in
from tests.servers import HOST, MailServer

from .walker import Mailbox, Walker

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-smooth-scrolling",  # a glide that another press of Tab or a new layout breaks off ends out of sight
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright's own event loop runs in this thread; Django's guard would take our queries for asynchronous ones.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")
    if before is not None:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database that server and test reach with connections of their own: SQLite in memory has one writer only."""
    if connection.vendor != "sqlite":
        yield
        return
    with standing_in(str(tmp_path / "journey.sqlite3")):
        yield


@pytest.fixture
def site(shared_database: None, settings, mail_server: MailServer) -> Iterator[str]:
    """The address of the running product, with the lists that come with it; its mails reach `mail_server`."""
    call_command("load_reference", verbosity=0)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = HOST, mail_server.port
    settings.ALLOWED_HOSTS = [HOST]
    server = LiveServerThread(HOST, StaticFilesHandler, connections_override={})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    settings.BASE_URL = f"http://{HOST}:{server.port}"
    yield settings.BASE_URL
    server.terminate()


@pytest.fixture
def people(site: str) -> Cast:
    """The cast, with passwords: they sign in at the real form."""
    cast = make_cast()
    for user in (cast.lina, cast.jonas, cast.dora, cast.vytas):
        user.set_password(PASSWORD)
        user.save()
    return cast


@pytest.fixture
def mailbox(mail_server: MailServer) -> Mailbox:
    """What the people of the story find in their mail, once the clock has swept the outbox."""
    return Mailbox(mail_server, sweep)


@pytest.fixture
def walk(chromium: Browser, site: str) -> Iterator[Callable[..., Walker]]:
    """walk() gives a browser of a new person; every page it opens is checked at both widths."""
    opened = []

    def start(
        *, width: int = 1280, scripts: bool = True, strict: bool = False, walker: type[Walker] = Walker
    ) -> Walker:
        # axe is put into the page by the test, which the product's content security policy rightly forbids
        context = chromium.new_context(
            base_url=site,
            bypass_csp=not strict,
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
            locale="en-GB",
        )
        context.set_default_timeout(10_000)
        opened.append(context)
        return walker(context.new_page(), width=width, checks=scripts and not strict)

    yield start
    for context in opened:
        context.close()

"""Sending mails that have their words: the sweep of the outbox against a plain loop that builds and sends the same
messages to the same sink, on one connection, and writes nothing down (N2).

In processor time of this process: the sink is another one. The sweep claims and marks each mail in commits of its own,
so that a kill at any moment costs at most one duplicate.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import get_connection

from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import sweep
from pes_partnerships.outbox.services.messages import message_of
from tests.servers import HOST, free_port, wait_until

MAILS = 500
LEAST = 0.5  # times the speed of the loop
SINK = """
import sys, time
from aiosmtpd.controller import Controller
class Sink:
    async def handle_DATA(self, server, session, envelope):
        return "250 OK"
Controller(Sink(), hostname=sys.argv[1], port=int(sys.argv[2])).start()
time.sleep(3600)
"""


@dataclass(frozen=True)
class Sent:
    """Milliseconds of processor time for one mail."""

    sweep: float
    loop: float

    @property
    def speed(self) -> float:
        return self.loop / self.sweep


def compared(now: datetime, mails: int = MAILS) -> Sent:
    """Of mails with words that wait since before `now`: the same messages both ways."""
    waiting = OutboxMail.objects.due(now).order_by("next_attempt_at")
    OutboxMail.objects.filter(is_composed_late=True).update(next_attempt_at=now + timedelta(days=1))
    rows = list(waiting[:mails])
    if len(rows) < mails:
        raise SystemExit(f"Only {len(rows)} mails wait: nothing was measured.")
    with sink():
        loop = spent(lambda: by_loop(rows), mails)
        swept = spent(lambda: sweep(now=now, limit=mails), mails)
    sent = OutboxMail.objects.filter(state=OutboxMail.State.SENT, sent_at=now).count()
    if sent != mails:
        raise SystemExit(f"{sent} mails were sent: nothing was measured.")
    return Sent(sweep=swept, loop=loop)


def by_loop(rows: list[OutboxMail]) -> None:
    connection = get_connection()
    connection.open()
    for mail in rows:
        message_of(mail, connection).send()
    connection.close()


@contextmanager
def sink() -> Iterator[None]:
    port = free_port()
    before = {name: getattr(settings, name) for name in ("EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS")}
    after = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": HOST, "EMAIL_PORT": port}
    server = subprocess.Popen([sys.executable, "-c", SINK, HOST, str(port)])
    for name, value in (after | {"EMAIL_USE_TLS": False}).items():
        setattr(settings, name, value)
    try:
        wait_until(is_up, "starting the sink")
        yield
    finally:
        server.kill()
        server.wait()
        for name, value in before.items():
            setattr(settings, name, value)


def is_up() -> bool:
    try:
        connection = get_connection()
        connection.open()
        connection.close()
    except OSError:
        return False
    return True


def spent(act: Callable[[], object], mails: int) -> float:
    started = time.process_time()
    act()
    return (time.process_time() - started) * 1000 / mails

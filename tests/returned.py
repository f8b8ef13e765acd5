"""What mail servers send back, and a mailbox behind IMAP that holds it."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage

from tests.servers import HOST

REPORT = """\
From: MAILER-DAEMON@mx.youth.example
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain; charset=utf-8

I'm sorry to have to inform you that your message could not be delivered.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.youth.example
Arrival-Date: Mon, 16 Nov 2026 08:30:00 +0000

{blocks}
--b1
Content-Type: text/rfc822-headers

{headers}
--b1--
"""


def report(
    to: str,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    said: str = "smtp; 550 5.1.1 no such user",
    returned: EmailMessage | None = None,
) -> bytes:
    """A delivery status notification, as Postfix writes it; `returned`: the mail it is about."""
    lines = ["Final-Recipient: rfc822; ona@youth.example", f"Action: {action}", f"Status: {status}"]
    blocks = "\n".join([*lines, f"Diagnostic-Code: {said}", ""])
    headers = "\n".join(f"{name}: {value}" for name, value in (returned.items() if returned else []))
    return REPORT.format(to=to, blocks=blocks, headers=headers).encode()


@dataclass
class Mailbox:
    """Messages by their number; `seen` are those that were marked."""

    port: int = 0
    messages: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    password: str = "right"


@contextmanager
def imap_mailbox(*messages: bytes) -> Iterator[Mailbox]:
    """A mail server that speaks as much IMAP as a reader of one mailbox needs (RFC 3501)."""
    box = Mailbox(messages=dict(enumerate(messages, start=1)))

    class Answering(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("* OK ready")
            for line in self.rfile:
                tag, command, *rest = line.decode().strip().split(" ", 2)
                if self.answer(tag, command.upper(), rest[0] if rest else ""):
                    return

        def say(self, text: str) -> None:
            self.wfile.write(text.encode() + b"\r\n")

        def answer(self, tag: str, command: str, rest: str) -> bool:
            if command == "CAPABILITY":
                self.say("* CAPABILITY IMAP4rev1")
            elif command == "LOGIN" and box.password not in rest:
                self.say(f"{tag} NO wrong password")
                return False
            elif command == "UID":
                self.uid(rest)
            self.say(f"{tag} OK done")
            return command == "LOGOUT"

        def uid(self, rest: str) -> None:
            if rest.startswith("SEARCH"):
                self.say("* SEARCH " + " ".join(str(each) for each in box.messages if each not in box.seen))
            elif found := re.match(r"FETCH (\d+)", rest):
                raw = box.messages[int(found[1])]
                self.wfile.write(
                    f"* {found[1]} FETCH (UID {found[1]} BODY[] {{{len(raw)}}}\r\n".encode() + raw + b")\r\n"
                )
            elif found := re.match(r"STORE (\d+) \+FLAGS \(\\Seen\)", rest):
                box.seen.add(int(found[1]))

    with socketserver.ThreadingTCPServer((HOST, 0), Answering) as server:
        server.daemon_threads = True
        box.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield box
        finally:
            server.shutdown()

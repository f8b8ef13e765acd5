"""Time-stamping authorities on this machine, and PDFs that somebody has tampered with."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from threading import Thread

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.utils import timezone
from pyhanko.pdf_utils.generic import NameObject, NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.timestamps import DummyTimeStamper

NO_AUTHORITY = "http://127.0.0.1:9/"  # nothing listens there


def stamper() -> DummyTimeStamper:
    """With a certificate that may do nothing but stamp."""
    key = rsa.generate_private_key(65537, 2048)  # the only kind that pyHanko's authority for tests knows
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Time of the tests")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(timezone.now() - timedelta(days=1))
        .not_valid_after(timezone.now() + timedelta(days=3650))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256())
    )
    packed = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    own = asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
    return DummyTimeStamper(own, keys.PrivateKeyInfo.load(packed))


@contextmanager
def authority(*, broken: bool = False) -> Iterator[str]:
    """The address of an authority that answers as RFC 3161 says, or, `broken`, with a page of words."""
    stamps = stamper()

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            answer = b"<h1>Down for maintenance</h1>" if broken else stamps.request_tsa_response(asked).dump()
            self.send_response(200)
            self.send_header("Content-Type", "text/html" if broken else "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args: object) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def updated(content: bytes) -> bytes:
    """The same file with a later revision, in which the first page is turned: every signed byte is still there."""
    out = IncrementalPdfFileWriter(BytesIO(content))
    page = out.root["/Pages"]["/Kids"][0].get_object()
    page[NameObject("/Rotate")] = NumberObject(180)
    out.update_container(page)
    changed = BytesIO()
    out.write(changed)
    return changed.getvalue()

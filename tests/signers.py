"""A certificate authority of the tests, people with its certificates, and files that they sign."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils import timezone
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from pes_partnerships.lib.seals.engine import apart

# QcCompliance and QcSSCD (ETSI EN 319 412-5), in DER
QUALIFIED_STATEMENTS = bytes.fromhex("3014300806060400 8e4601013008 060604008e460104".replace(" ", ""))


def _named(name: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Youth")]
    )


def _certificate(name: str, key: ec.EllipticCurvePrivateKey, issuer: "Authority | None", *, qualified: bool):
    now = timezone.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(issuer.certificate.subject if issuer else _named(name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=400))
        .not_valid_after(now + timedelta(days=400))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(True, True, False, False, False, issuer is None, issuer is None, False, False), critical=True
        )
    )
    if qualified:
        statements = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3"), QUALIFIED_STATEMENTS)
        made = made.add_extension(statements, critical=False)
    return made.sign(issuer.key if issuer else key, hashes.SHA256())


@dataclass
class Authority:
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def named(cls, name: str = "Authority of the tests") -> "Authority":
        key = ec.generate_private_key(ec.SECP256R1())
        return cls(key, _certificate(name, key, None, qualified=False))

    def write_to(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "authority.pem").write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))

    def signer(self, name: str, *, qualified: bool = False) -> SimpleSigner:
        key = ec.generate_private_key(ec.SECP256R1())
        made = _certificate(name, key, self, qualified=qualified)
        packed = key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        own = asn1_x509.Certificate.load(made.public_bytes(serialization.Encoding.DER))
        return SimpleSigner(own, keys.PrivateKeyInfo.load(packed), SimpleCertificateStore())


def signed_by(signer: SimpleSigner, content: bytes, *, field: str = "Signature1", is_seen: bool = True) -> bytes:
    """As a party's own program signs a file: on its last page, where `is_seen`."""
    out = IncrementalPdfFileWriter(BytesIO(content))
    place = SigFieldSpec(field, on_page=-1, box=(100, 100, 300, 150) if is_seen else None)
    how = PdfSignatureMetadata(field_name=field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    return apart(lambda: PdfSigner(how, signer, new_field_spec=place).sign_pdf(out).getvalue())


def with_foreign_signature(content: bytes, signed: bytes) -> bytes:
    """A file that brings another, signed one along, and a field whose signature is that of the other one."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    writer.root["/Brought"] = writer.add_object(StreamObject(stream_data=signed))
    writer.update_root()
    carrier = BytesIO()
    writer.write(carrier)
    shift = carrier.getvalue().index(signed)
    (theirs,) = PdfFileReader(BytesIO(signed)).embedded_signatures
    start, before, after, rest = theirs.byte_range

    writer = IncrementalPdfFileWriter(BytesIO(carrier.getvalue()))
    value = DictionaryObject(theirs.sig_object)
    value[NameObject("/ByteRange")] = ArrayObject(map(NumberObject, (start + shift, before, after + shift, rest)))
    value[NameObject("/Contents")] = ByteStringObject(theirs.pkcs7_content)
    append_signature_field(writer, SigFieldSpec("First"))
    form = writer.root["/AcroForm"]
    field = form["/Fields"][-1].get_object() if hasattr(form["/Fields"][-1], "get_object") else form["/Fields"][-1]
    field[NameObject("/V")] = writer.add_object(value)
    writer.update_container(field)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()

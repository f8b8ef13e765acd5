"""Signing: who may use which route (X1); a signatory's link is its own key."""

from typing import Any

from partnerships.signing.services.letters import print_letter
from partnerships.signing.services.sealing import seal
from partnerships.signing.services.signing import sign
from pes_partnerships.lib.links import hash_token
from tests.factories.agreements import make_annex, ready_agreement, send_out, signed_agreement
from tests.factories.forming import BY, make_contact
from tests.permissions.routes import ANYBODY, MANAGER, READERS, Route, of

ROUTES: list[Route] = [
    Route("partnerships:agreement_send", MANAGER, of("agreement")),
    Route("partnerships:signatures", READERS, of("out")),
    Route("partnerships:agreement_extend", MANAGER, of("out")),
    Route("partnerships:agreement_recall", MANAGER, of("out")),
    Route("partnerships:agreement_condition", MANAGER, of("conditional")),
    Route("partnerships:text_pdf", READERS, of("out")),
    Route("partnerships:sign_text", about=lambda w: {"token": w.token}, public=True, why="the token is the key"),
    Route("partnerships:document", READERS, of("signed_agreement")),
    Route("partnerships:twin", READERS, of("signed_agreement")),
    Route("partnerships:evidence", READERS, of("signed_agreement")),
    Route("partnerships:signatory_ask", MANAGER, of("out_signatory"), method="post"),
    Route("partnerships:signatory_paper", MANAGER, of("out_signatory")),
    Route("partnerships:signatory_other", MANAGER, of("out_signatory")),
    Route("partnerships:signatory_reach", MANAGER, of("out_signatory")),
    Route("partnerships:signatory_letter", MANAGER, of("out_signatory")),
    Route("partnerships:letter_pdf", MANAGER, of("posted_letter")),
    Route("partnerships:letter", public=True, why="asks for the code, which is the key"),
    Route("partnerships:signature_check", MANAGER, of("unchecked_signature")),
    Route("partnerships:signature_scan", READERS, of("signature"), why="404 where there is no scan", answers_404=True),
    Route("partnerships:members", READERS, of("network")),
    Route("partnerships:member_list", READERS, of("network")),
    Route("partnerships:member_new", MANAGER, of("network")),
    Route("partnerships:member_notice", MANAGER, of("accession")),
    Route("partnerships:member_stays", MANAGER, of("accession"), method="post"),
    Route("partnerships:sign", about=lambda w: {"token": w.token}, public=True, why="the token is the key"),
    Route(
        "partnerships:sign_annex",
        about=lambda w: {"token": w.token, "pk": w.out_annex.pk},
        public=True,
        why="the token is the key; 404 where the file is gone",
        answers_404=True,
    ),
    Route("partnerships:sign_other", about=lambda w: {"token": w.token}, public=True, why="the token is the key"),
    Route(
        "partnerships:sign_again",
        about=lambda w: {"token": w.token},
        public=True,
        method="post",
        why="the token is the key; a new link goes to its own address only",
    ),
    Route(
        "partnerships:check_document",
        ANYBODY,
        public=True,
        why="anybody may ask about a file, or a number with its fingerprint; the address names none",
    ),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """A text that is out with a link that the tests know, and one that all have signed."""
    draft = ready_agreement(crew)
    annex = make_annex(draft)
    out = send_out(draft, crew)
    request = out.signing_requests.first()
    token = f"a-token-that-only-the-tests-know-{world.key}"
    out.signing_requests.filter(pk=request.pk).update(token_hash=hash_token(token))
    body = request.signatory.party.participation.organisation
    colleague = make_contact(body, "Vita Vitaitė", email=f"vita.{world.key}@youth.example")
    posted = out.signing_requests.exclude(pk=request.pk).first().signatory
    letter = print_letter(signatory=posted, by=BY, posted_to="Pavyzdžio g. 14")
    others = out.signing_requests.filter(closed_at=None).exclude(pk__in=[request.pk, letter.pk])
    named_otherwise = others.select_related("agreement", "party").get()
    given = {"office_held": "Deputy", "mandate": "Order 9", "text_sha256": named_otherwise.text_sha256}
    signed = signed_agreement(crew)
    network = signed_agreement(crew, force_rule="own_signature")
    return {
        "network": network,
        "conditional": signed_agreement(crew, force_rule="condition", force_condition="The council has agreed"),
        "accession": network.accessions.first(),
        "out": out,
        "out_annex": annex,
        "out_colleague": colleague,
        "out_signatory": request.signatory,
        "posted_letter": letter,
        "token": token,
        "unchecked_signature": sign(request=named_otherwise, name="Zita Zitaitė", **given),
        "signed_agreement": signed,
        "running": signed.partnership,
        "signature": signed.signatures.first(),
        "document": seal(agreement=signed),
    }

"""Six parties sign one text, each in its own way; it ends as a sealed file that can be checked (S1, S2, S3, G7)."""

import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from partnerships.models import Agreement
from partnerships.signing.services.clock import sweep_agreements
from pes_partnerships.accounts.rules.roles import Role
from tests.cast import PASSWORD, person
from tests.factories.agreements import send_out, wide_agreement
from tests.pdfs import words_of

from .steps_signing import open_link, sign
from .test_letter import printed
from .walker import body

pytestmark = [pytest.mark.browser, pytest.mark.rehearse, pytest.mark.django_db(transaction=True)]
REASON = "The budget names the wrong year."


@pytest.fixture
def out(people, mail_server) -> Agreement:
    with scope(service=people.service):
        draft = wide_agreement(people.service, people.lina, "Youth on the way", parties=6, objectives=2)
        type(draft.partnership).objects.filter(pk=draft.partnership_id).update(office=people.alytus)
    return send_out(draft, people)


@pytest.fixture
def ruta(people):
    """The second person for paper."""
    colleague = person("Ruta", people.service, Role.MANAGER, people.alytus)
    colleague.set_password(PASSWORD)
    colleague.save()
    return colleague


def address(agreement: Agreement, number: int) -> str:
    return f"signatory{number}.{agreement.partnership_id}@example.org"


def page_of(agreement: Agreement) -> str:
    return f"/agreements/{agreement.pk}/signatures/"


def signs(walk, mailbox, address: str, *, width: int = 1280) -> None:
    signatory, _link = open_link(lambda: walk(width=width), mailbox, address)
    sign(signatory)


def one_declines_and_all_are_asked_again(walk, mailbox, lina, out) -> None:
    """What was signed stays with the earlier text; the reason and what changed are told."""
    signs(walk, mailbox, address(out, 0))
    declining, _link = open_link(walk, mailbox, address(out, 1))
    declining.unfold("Decline and give a reason").fill("Reason for declining", REASON).button("Decline to sign")

    lina.goto(page_of(out))
    assert REASON in lina.text
    lina.goto(f"/agreements/{out.pk}/recall/").fill("Reason", REASON).button("Recall the text")
    with scopes_disabled():
        Agreement.objects.filter(pk=out.pk).update(title="Career support for young people, 2027")
    lina.goto(f"/agreements/{out.pk}/send/").tick("I have read the full text").button("Finalise and send for signature")
    told = [body(mail) for mail in mailbox.to(address(out, 0))]
    assert any(REASON in words for words in told), "who has signed reads why all are asked once more"


def one_names_a_colleague(walk, mailbox, out) -> None:
    first, _link = open_link(walk, mailbox, address(out, 2))
    first.link("Name another person who signs").fill_all({
        "Full name of the person who signs": "Greta Gretaitė",
        "Position of this person": "Deputy director",
        "Mandate of this person to sign": "Power of attorney of 2 May",
        "E-mail address at your organisation": f"greta.{out.partnership_id}@example.org",
    }).button("Send the link to this person")  # fmt: skip
    signs(walk, mailbox, f"greta.{out.partnership_id}@example.org", width=360)


def one_signs_on_paper(walk, lina, ruta, out, scan: Path) -> None:
    lina.goto(page_of(out))
    row = lina.page.get_by_role("row").filter(has_text="party 3")
    lina.link("Record a signature on paper", within=row, exact=False)
    lina.date("Date of signature", timezone.localdate())
    lina.field("Scan").set_input_files(str(scan))
    lina.button("Record the signature")
    second = walk().sign_in(ruta, PASSWORD).goto(page_of(out))
    second.link("Check the paper", exact=False)
    second.tick("The paper agrees with the text").fill("How do you know?", "All pages compared.")
    second.button("Record the result")


def one_signs_with_the_code_of_a_letter(walk, lina, out, tmp_path: Path) -> None:
    lina.goto(page_of(out))
    row = lina.page.get_by_role("row").filter(has_text="party 4")
    lina.link("Print a letter", within=row, exact=False)
    lina.fill("Postal address", "Pavyzdžio g. 14\nLT-62002 Alytus").button("Make the letter")
    reader = walk(scripts=False).goto("/letter/")
    reader.fill("Code of the letter", printed(lina, tmp_path)).button("Open the agreement")
    sign(reader)


def one_mail_comes_back_and_is_corrected(walk, mailbox, lina, out) -> None:
    lina.goto(page_of(out))
    assert f"Could not be delivered to {address(out, 5)}" in lina.text
    lina.link("Correct the address", exact=False)
    lina.fill("E-mail address", "right@example.org").button("Save the contact")
    lina.goto(page_of(out)).button("Send a new link to right@example.org")
    signs(walk, mailbox, "right@example.org")


def test_six_parties_sign_each_in_its_own_way(walk, people, ruta, out, mailbox, mail_server, tmp_path):
    lina = walk().sign_in(people.lina, PASSWORD)
    mail_server.refused[address(out, 5)] = "550 5.1.1 no such user"
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7\n%%EOF\n")

    one_declines_and_all_are_asked_again(walk, mailbox, lina, out)
    for number in (0, 1):
        signs(walk, mailbox, address(out, number))
    one_names_a_colleague(walk, mailbox, out)
    one_signs_on_paper(walk, lina, ruta, out, scan)
    one_signs_with_the_code_of_a_letter(walk, lina, out, tmp_path)
    one_mail_comes_back_and_is_corrected(walk, mailbox, lina, out)

    lina.goto(page_of(out))
    assert lina.heading == "Signatures In force"
    sweep_agreements(now=timezone.now() + datetime.timedelta(minutes=1))
    lina.goto(page_of(out))
    href = lina.page.get_by_role("link", name="Signed PDF").first.get_attribute("href")
    file = tmp_path / "signed.pdf"
    file.write_bytes(lina.page.request.get(href).body())
    words = words_of(file.read_bytes())
    assert "Greta Gretaitė" in words
    for how in ("From the link in the mail", "On paper", "With the code of the letter"):
        assert how in words
    said = StringIO()
    call_command("verify_document", str(file), stdout=said)
    assert "unchanged" in said.getvalue().casefold()

"""No mail reaches a signatory: the manager prints a letter, and its reader signs with the code in it (S2, G7)."""

import datetime
import subprocess
from pathlib import Path

import pytest
from django.utils import timezone
from django_scopes import scope

from partnerships.signing.rules.letters import read_code
from pes_partnerships.outbox.services import sweep
from tests.cast import PASSWORD
from tests.factories import sent_agreement

from .steps_signing import ONA, sign

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def unreached(people, mail_server) -> int:
    with scope(service=people.service):
        agreement = sent_agreement(people)
    mail_server.refused[ONA] = "550 5.1.1 no such user"
    sweep(now=timezone.now() + datetime.timedelta(minutes=1))
    return agreement.pk


def printed(lina, tmp_path: Path) -> str:
    """The code in the file, as its reader sees it on paper."""
    with lina.page.expect_download() as download:
        lina.page.get_by_role("link", name="Download the letter (PDF)").click()
    download.value.save_as(tmp_path / "letter.pdf")
    said = subprocess.run(["pdftotext", tmp_path / "letter.pdf", "-"], capture_output=True, check=True)
    return next(word for word in said.stdout.decode().split() if "-" in word and read_code(word))


def test_from_the_returned_mail_to_the_signature(walk, people, unreached, tmp_path):
    lina = walk().sign_in(people.lina, PASSWORD).goto(f"/agreements/{unreached}/signatures/")
    assert "Could not be delivered to ona@youth.example: 550 5.1.1 no such user" in lina.text
    lina.link("Reach party Department of Youth Affairs").link("Print a letter with a code")
    lina.fill("Postal address", "Pavyzdžio g. 14\nLT-62002 Alytus").button("Make the letter")
    code = printed(lina, tmp_path)

    phone = walk(width=360)
    phone.page.goto(f"/letter/#{code}")
    field = phone.page.locator("[name=code]")
    assert (field.input_value(), "#" in phone.page.url) == (code, False)
    phone.check().button("Open the agreement")
    sign(phone)

    lina.goto(f"/agreements/{unreached}/signatures/")
    assert "With the code of the letter" in lina.text


def test_without_scripts_the_code_is_typed(walk, people, unreached, tmp_path):
    lina = walk().sign_in(people.lina, PASSWORD).goto(f"/agreements/{unreached}/signatures/")
    lina.link("Reach party Department of Youth Affairs").link("Print a letter with a code")
    lina.fill("Postal address", "Pavyzdžio g. 14").button("Make the letter")
    code = printed(lina, tmp_path).lower().replace("-", " ")

    reader = walk(scripts=False).goto("/letter/")
    reader.fill("Code of the letter", "AAAA-BBBB-CCCC").button("Open the agreement")
    assert (reader.status, "No letter has this code" in reader.text) == (422, True)
    reader.fill("Code of the letter", code).button("Open the agreement")
    assert "You are asked to sign an agreement" in reader.text

"""5e: signing by a personal link, without an account; declining, being asked again, force, the signed PDF."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from .cast_of_partners import PARTNERS
from .walker import Mailbox, Walker

RASA, ONA = (partner["email"] for partner in PARTNERS)
REASON = "The board of the Department meets only on Monday."


def open_link(walk: Callable[..., Walker], mailbox: Mailbox, address: str) -> tuple[Walker, str]:
    """A person without an account opens the link from the mail, in a browser of her own."""
    link = mailbox.link(address, "/sign/")
    return walk().goto(link), link


def sign(signatory: Walker) -> None:
    assert "You are asked to sign an agreement" in signatory.text
    button = signatory.page.locator("#sign h2").first.inner_text()
    signatory.button(button)
    assert "Tick the box to sign. Nothing has been signed yet." in signatory.text
    signatory.tick("I have read this text").button(button)
    assert signatory.heading == "You have signed"


def shows_again(signatory: Walker, link: str, heading: str) -> None:
    """The receipt stays behind the link."""
    signatory.goto(link)
    assert (signatory.heading, signatory.status) == (heading, 200)


def decline(signatory: Walker) -> None:
    signatory.unfold("Decline and give a reason").button("Decline to sign")
    assert "Enter the reason, so that the partnership manager can respond." in signatory.text
    signatory.fill("Reason for declining", REASON).button("Decline to sign")
    assert signatory.heading == "You have declined"


def rasa_signs_ona_declines(walk: Callable[..., Walker], mailbox: Mailbox) -> None:
    rasa, link = open_link(walk, mailbox, RASA)
    sign(rasa)
    shows_again(rasa, link, "You have signed")
    ona, link = open_link(walk, mailbox, ONA)
    decline(ona)
    shows_again(ona, link, "You have declined")


def ask_ona_again(lina: Walker) -> None:
    """The reason stands where the manager looks, and the same text goes out once more."""
    lina.goto(lina.path)
    assert REASON in lina.text
    lina.button("Send a new link")
    assert "A new link has been sent to party Department of Youth Affairs." in lina.text


def ona_signs(walk: Callable[..., Walker], mailbox: Mailbox) -> None:
    ona, link = open_link(walk, mailbox, ONA)
    sign(ona)
    shows_again(ona, link, "You have signed")


def in_force(lina: Walker) -> None:
    lina.goto(lina.path)
    assert lina.heading == "Signatures In force"


def signed_pdf(lina: Walker, folder: Path) -> str:
    """S3: the document as the browser fetches it; its text, for the fingerprint."""
    address = lina.page.get_by_role("link", name="Signed PDF").first.get_attribute("href")
    answer = lina.page.request.get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    file = folder / "signed.pdf"
    file.write_bytes(answer.body())
    assert file.read_bytes().startswith(b"%PDF")
    done = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True)
    return done.stdout

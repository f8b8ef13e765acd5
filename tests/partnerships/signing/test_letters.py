"""S2, G7: a letter with a code for who has no mail, and the very same page behind it."""

import hashlib
import io
from datetime import timedelta

import pikepdf
import pytest
from django.core import serializers
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from partnerships.models import Contact, Signatory, Signature, SigningRequest
from partnerships.signing.rules.letters import LENGTH, SIGNS, code_of, in_print, read_code, token_of
from partnerships.signing.services.asking import ask_again
from partnerships.signing.services.letters import print_letter, printed_code
from partnerships.signing.services.signing import sign_on_paper
from partnerships.signing.views.letter_paper import letter_of
from partnerships.signing.views.standing import signing_state
from pes_partnerships.ledger.models import LedgerEntry, PrivateValue
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import sent_agreement, sign_all
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import link_of, typed_in, words_on
from tests.pdfs import words_of

ONA, ADDRESS = "ona@youth.example", "Pavyzdžio g. 14\nLT-62002 Alytus"
PAGE = "/letter/"

rows = lent_agreement(sent_agreement)


@pytest.fixture(autouse=True)
def no_wrong_codes_yet():
    cache.clear()


@pytest.fixture
def sent(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def lina(cast, sign_in):
    return sign_in(cast.lina)


@pytest.fixture
def place(sent) -> Signatory:
    related = ("party__participation__organisation", "party__agreement__partnership__service", "contact")
    return Signatory.objects.select_related(*related).get(party__agreement=sent, contact__email=ONA)


@pytest.fixture
def letter(place) -> SigningRequest:
    return print_letter(signatory=place, by=BY, posted_to=ADDRESS, salutation="Dear Ms Petraitė,")


def typed(browser: Client, code: str):
    return browser.post(PAGE, typed_in(browser.get(PAGE), "code", code=code))


def test_from_the_letter_to_the_signature(sent, place, lina, client):
    """The whole way: made by the manager, posted, typed by the signatory, signed, and the receipt seen again."""
    url = reverse("partnerships:signatory_letter", args=[place.pk])
    made = lina.post(url, typed_in(lina.get(url), "posted_to", posted_to=ADDRESS), follow=True)
    assert "The letter is ready." in words_on(made)
    asked = SigningRequest.objects.get(signatory=place, closed_at=None)
    printed = lina.get(reverse("partnerships:letter_pdf", args=[asked.pk]))
    said = words_of(printed.content, "-layout")
    code = next(word for word in said.split() if read_code(word) and "-" in word)
    assert ("Pavyzdžio g. 14" in said, "127.0.0.1:8000/letter" in said or "/letter" in said) == (True, True)

    opened = typed(client, code)
    assert (opened.status_code, opened.url.startswith("/sign/")) == (302, True)
    page = client.get(opened.url)
    assert "For party Department of Youth Affairs" in words_on(page)
    signed = client.post(opened.url, typed_in(page, "text_sha256", confirmed="on"), follow=True)

    assert signed.context["heading"] == "You have signed"
    signature = Signature.objects.get(party=place.party)
    assert (signature.method, signature.get_method_display()) == ("letter", "With the code of the letter")
    assert "You have signed" in words_on(client.get(typed(client, code).url))
    assert typed(Client(), code.lower().replace("-", " ")).url == opened.url
    state = next(row for row in signing_state(sent, now=timezone.now()).rows if row.signatory == place)
    assert (state.state, state.detail) == ("signed", "With the code of the letter")


def test_a_letter_ends_what_was_sent_before_and_a_newer_link_ends_the_letter(sent, place, client):
    mailed = link_of(ONA)
    first = print_letter(signatory=place, by=BY, posted_to=ADDRESS)
    assert "Use the code in the letter that comes by post." in words_on(client.get(mailed))

    second = print_letter(signatory=place, by=BY, posted_to=ADDRESS)
    old = client.get(typed(client, printed_code(first)).url)
    assert (old.context["heading"], old.status_code) == ("A newer link was sent", 410)
    assert client.get(typed(client, printed_code(second)).url).status_code == 200

    ask_again(signatory=place, by=BY)
    said = words_on(client.get(typed(client, printed_code(second)).url))
    assert "The code of this letter was replaced on" in said
    assert place.signing_requests.filter(closed_at=None).count() == 1


def test_a_copy_of_the_database_opens_nothing(letter):
    """Neither code nor token stands in any row, and the code cannot be tried without the secret of the installation."""
    code, link = printed_code(letter), typed(Client(), printed_code(letter)).url.split("/")[-2]
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if "session" not in name]
        dump = ""
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            dump += str(cursor.fetchall())
    assert letter.token_hash in dump
    for secret in (code, in_print(code), link):
        assert secret not in dump
    assert hashlib.sha256(code.encode()).hexdigest() != letter.token_hash
    assert serializers.serialize("json", [letter]).count(code) == 0


def test_who_has_no_address_is_asked_by_letter_and_sees_the_receipt_on_the_page(sent, place, client):
    Contact.objects.filter(email=ONA).update(email="", phone="+370 1")
    place = Signatory.objects.select_related("party__participation__organisation").get(pk=place.pk)
    code = printed_code(print_letter(signatory=place, by=BY, posted_to=ADDRESS))
    link = typed(client, code).url
    page = client.get(link)
    assert "also when you open it again with the code" in words_on(page)

    done = client.post(link, typed_in(page, "text_sha256", confirmed="on"), follow=True)

    assert done.context["heading"] == "You have signed"
    sign_all(sent)
    assert not OutboxMail.objects.filter(to_address="").exists()


def test_declining_by_letter_needs_no_address_either(place, client):
    Contact.objects.filter(email=ONA).update(email="", phone="+370 1")
    place = Signatory.objects.select_related("party__participation__organisation").get(pk=place.pk)
    link = typed(client, printed_code(print_letter(signatory=place, by=BY, posted_to=ADDRESS))).url

    client.post(link, {"decline": "1", "decline-name": "Ona", "decline-reason": "No budget"})

    page = client.get(link)
    assert (page.context["heading"], "Send me a new link" in words_on(page)) == ("You have declined", False)


def test_printing_is_an_act_with_the_address_it_went_to(sent, place, letter):
    entry = LedgerEntry.objects.get(act="letter.printed")
    kept = PrivateValue.objects.get(entry=entry, key="posted_to")
    assert (kept.value, kept.person_type, ADDRESS in str(entry.after)) == (ADDRESS, "contact", False)


def test_the_row_says_that_a_letter_was_printed(sent, place, letter, lina):
    page = lina.get(reverse("partnerships:signatures", args=[sent.pk]))
    row = next(row for row in page.context["state"].rows if row.signatory == place)
    assert (row.state, row.words, row.detail) == ("letter", "Letter printed", "To Pavyzdžio g. 14, LT-62002 Alytus")


def test_the_file_is_there_until_the_letter_has_arrived(letter, lina, client):
    url = reverse("partnerships:letter_pdf", args=[letter.pk])
    assert lina.get(url)["Content-Type"] == "application/pdf"

    client.get(typed(client, printed_code(letter)).url)

    assert lina.get(url).status_code == 404


def test_who_signed_on_paper_gets_no_letter(sent, place, lina):
    values = {"name": "Ona", "office_held": "Head", "mandate": "Law", "signed_at": timezone.now()}
    sign_on_paper(signatory=place, by=BY, **values)

    with pytest.raises(MoveRefused):
        print_letter(signatory=place, by=BY, posted_to=ADDRESS)
    answer = lina.get(reverse("partnerships:signatory_letter", args=[place.pk]))
    assert answer.url == reverse("partnerships:signatures", args=[sent.pk])


@pytest.mark.parametrize("address", ["", "a\nb\nc\nd\ne\nf", "x" * 46])
def test_an_address_fits_the_window_of_an_envelope(place, lina, address):
    answer = lina.post(reverse("partnerships:signatory_letter", args=[place.pk]), {"posted_to": address})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["posted_to"])
    assert not SigningRequest.objects.exclude(letter_salt="").exists()


# --- the code


def test_codes_have_twelve_signs_that_nobody_mixes_up():
    codes = {code_of(str(number), "secret") for number in range(2000)}
    assert (len(SIGNS), len(set(SIGNS) & set("0O1I")), len(codes)) == (32, 0, 2000)
    assert {len(code) for code in codes} == {LENGTH}
    assert set("".join(codes)) == set(SIGNS)
    assert in_print("7KRM2QXD94TP") == "7KRM-2QXD-94TP"
    assert len(token_of("7KRM2QXD94TP", "secret")) == 43
    assert token_of("7KRM2QXD94TP", "secret") != token_of("7KRM2QXD94TP", "other")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("7KRM-2QXD-94TP", "7KRM2QXD94TP"),
        (" 7krm 2qxd 94tp ", "7KRM2QXD94TP"),
        ("7krm2qxd94tp", "7KRM2QXD94TP"),
        ("7KRM–2QXD—94TP.", "7KRM2QXD94TP"),
        ("7ΚRΜ-2QXD-94ΤΡ", "7KRM2QXD94TP"),  # Greek letters of the same shape
        ("7КRМ-2QХD-94ТР", "7KRM2QXD94TP"),  # Cyrillic ones
        ("7KRM-2QXD-94T", ""),
        ("7KRM-2QXD-94TPP", ""),
        ("0KRM-2QXD-94TP", ""),
        ("", ""),
        ("😀" * 12, ""),
    ],
)
def test_how_a_code_is_typed_does_not_matter(typed, read):
    assert read_code(typed) == read


def test_wrong_codes_are_alike_and_slowed_down_for_this_connection_alone(letter, client):
    code = printed_code(letter)
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    answers = [typed(client, each) for each in [wrong, "not a code", *[wrong] * 8]]
    assert {answer.status_code for answer in answers} == {422}
    assert {str(answer.context["form"].errors["code"]) for answer in answers} == {
        str(answers[0].context["form"].errors["code"])
    }

    slowed = typed(client, code)
    assert (slowed.status_code, "Too many wrong codes" in words_on(slowed)) == (429, True)
    assert typed(Client(REMOTE_ADDR="192.0.2.7"), code).status_code == 302


def test_right_codes_are_not_counted(letter, client):
    assert {typed(client, printed_code(letter)).status_code for _time in range(12)} == {302}


def test_many_wrong_codes_from_many_places_leave_each_place_fewer(letter, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "letter_code_anywhere": "3/h/key"}
    for place in range(3):
        typed(Client(REMOTE_ADDR=f"192.0.2.{place}"), "AAAA-AAAA-AAAA")

    other = Client(REMOTE_ADDR="192.0.2.99")
    assert [typed(other, "AAAA-AAAA-AAAA").status_code for _time in range(3)] == [422, 422, 429]
    assert typed(Client(REMOTE_ADDR="192.0.2.100"), printed_code(letter)).status_code == 302


def test_looking_changes_nothing_and_is_not_stored(letter, client):
    for method in (client.get, client.head):
        answer = method(PAGE)
        assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)
    assert SigningRequest.objects.get(pk=letter.pk).opened_at is None


def test_an_unknown_link_offers_the_code(letter, client):
    page = client.get("/sign/nothing-of-the-kind/")

    answer = client.post(PAGE, typed_in(page, "code", code=printed_code(letter)))

    assert (page.status_code, answer.status_code) == (404, 302)


def test_an_expired_letter_says_so_and_sends_no_link_where_there_is_no_address(place, client):
    Contact.objects.filter(email=ONA).update(email="", phone="+370 1")
    place = Signatory.objects.select_related("party__participation__organisation").get(pk=place.pk)
    letter = print_letter(signatory=place, by=BY, posted_to=ADDRESS)
    SigningRequest.objects.filter(pk=letter.pk).update(expires_at=timezone.now() - timedelta(minutes=1))

    page = client.get(typed(client, printed_code(letter)).url)

    assert (page.context["heading"], page.context["now"].may_ask_again) == ("This link has expired", False)


# --- the paper


def test_the_letter_is_one_accessible_page_with_the_square(letter):
    made = letter_of(letter)
    said = words_of(made.content, "-layout")

    assert made.pages == 1
    for words in ("Dear Ms Petraitė,", "Please sign by", in_print(printed_code(letter)), "Letter 1, printed on"):
        assert words in said
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        figures = [str(item.Alt) for item in pdf.objects if _is_figure(item)]
    assert figures == ["QR code with the address and the code of this letter"]


def _is_figure(item: object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"


def test_long_names_and_a_second_language_stay_on_one_page(sent, place):
    place.contact.name, place.contact.language = "Konstantinos Papadopoulos-Anagnostopoulos " * 3, "fr"
    place.contact.office_held = "Directeur général adjoint chargé des partenariats territoriaux et de la jeunesse"
    place.contact.save()
    organisation = place.party.participation.organisation
    organisation.name = "Union régionale des organisations de jeunesse et de l’insertion professionnelle " * 2
    organisation.save()
    long_place = "\n".join(
        [*["Rue de la Très Longue Adresse 123, escalier B"] * 4, "99999 Saint-Rémy-en-Bouzemont-Saint-Genest"]
    )
    letter = print_letter(signatory=place, by=BY, posted_to=long_place)

    with translation.override("en"):
        made = letter_of(SigningRequest.objects.get(pk=letter.pk))

    assert made.pages == 1
    said = words_of(made.content, "-layout")
    assert ("Madame, Monsieur," in said, "Bouzemont-Saint-Genest" in said) == (True, True)

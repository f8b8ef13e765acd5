"""French through the whole product: pages, mails, an agreement's own text, numbers, dates and plural forms (N3)."""

import zoneinfo
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from django.utils.translation import ngettext
from django_scopes import scope

from partnerships.models import Contact
from partnerships.objectives.rules.sentence import quota_sentence
from partnerships.signing.services.documents import document_html, standing_signatures
from partnerships.signing.services.signing import send_for_signature
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.numbers import display_number
from pes_partnerships.lib.templatetags import ui
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import sweep as send
from reviews.reminders.services.reminding import sweep_reminders
from tests.directory.conftest import make_entry
from tests.factories import make_partnership, ready_agreement, sign_all, text_of
from tests.pages import link_of, words_on
from tests.reviews.conftest import DUE, make_running

pytestmark = pytest.mark.usefixtures("compiled_catalogues")

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
REMINDED = datetime.combine(DUE - timedelta(days=60), datetime.min.time(), zoneinfo.ZoneInfo("Europe/Brussels"))
ONA = "ona@youth.example"


def said_by(text: str, *facts: str) -> list[str]:
    """The facts that the text does not say, whatever kind of space it has."""
    plain = " ".join(text.split())
    return [fact for fact in facts if " ".join(fact.split()) not in plain]


@pytest.fixture
def french_sent(in_scope):
    """A French agreement whose target has a decimal; one signatory reads French, the others English."""
    agreement = ready_agreement(in_scope, at=AT, language="fr")
    agreement.objectives.filter(unit="people").update(target=Decimal("63.5"), baseline_value=Decimal("24"))
    Contact.objects.filter(email=ONA).update(language="fr")
    send_for_signature(agreement=agreement, by=Actor.user(in_scope.lina), at=AT)
    agreement.refresh_from_db()
    return agreement


def test_the_language_switch_shows_a_manager_the_portfolio_in_french(in_scope, sign_in):
    make_partnership(in_scope.service, office=in_scope.alytus, manager=in_scope.lina)
    browser = sign_in(in_scope.lina)
    assert "Create a partnership" in words_on(browser.get("/portfolio/"))

    browser.post("/language/", {"language": "fr", "next": "/portfolio/"})

    with time_machine.travel(AT, tick=False):
        said = words_on(browser.get("/portfolio/"))
    heads = ("Portefeuille", "Créer un partenariat", "En préparation", "Prochaine revue", "aucune prévue")
    assert said_by(said, *heads, "21 novembre 2026. Le portefeuille compte 1 partenariat.") == []
    assert "Create a partnership" not in said


def test_the_language_switch_shows_a_visitor_the_directory_in_french(db):
    make_entry()
    browser = Client()

    browser.post("/language/", {"language": "fr", "next": "/"})

    said = words_on(browser.get("/"))
    heads = ("Annuaire", "Trouver un partenariat dont s’inspirer", "Nouveautés", "D’où vient l’unique fiche")
    assert said_by(said, *heads) == []
    assert words_on(browser.get("/search/?q=guidance")).startswith("1 fiche trouvée – ")


def test_a_french_signatory_reads_signs_and_is_thanked_in_french(french_sent):
    letter = OutboxMail.objects.get(kind="signature_requested", to_address=ONA)
    assert letter.subject.startswith("Veuillez signer au plus tard le 21 décembre 2026 pour ")

    page = Client().get(link_of(ONA))

    assert page.content.decode().count('<html lang="fr">') == 1
    heads = ("Il vous est demandé de signer un accord", "Refuser de signer", "Votre fonction")
    assert said_by(words_on(page), *heads, "au plus tard le 21 décembre 2026") == []
    sign_all(french_sent, at=AT)
    receipt = OutboxMail.objects.get(kind="signature_received", to_address=ONA)
    assert receipt.subject.startswith("Vous avez signé le 21 novembre 2026 pour ")
    assert said_by(receipt.body_text, "Vous n’avez plus rien à faire.", "Données enregistrées") == []


def test_the_signatory_beside_is_still_written_to_in_english(french_sent):
    others = OutboxMail.objects.filter(kind="signature_requested").exclude(to_address=ONA)

    assert {mail.subject.partition(" for ")[0] for mail in others} == {"Please sign by 21 December 2026"}


def test_a_reminder_reaches_a_french_reader_in_french(in_scope):
    in_scope.jonas.language = "fr"
    in_scope.jonas.save()
    make_running(in_scope)

    sweep_reminders(now=REMINDED + timedelta(hours=7))
    send(now=REMINDED + timedelta(hours=7))

    mail = OutboxMail.objects.get(to_address="jonas@example.org")
    assert mail.subject == "Revue à tenir pour le 30 novembre 2027 : One Stop Career Support"
    facts = (
        "Consignez la revue pour le mardi 30 novembre 2027",
        "C’est dans 60 jours.",
        "Votre appréciation de 1 objectif",
        "Vous recevez ce message parce que vous travaillez à l’agence Alytus",
    )
    assert said_by(mail.body_text, *facts) == []


def test_a_french_agreement_is_printed_with_french_headings_numbers_and_dates(french_sent, in_scope):
    sign_all(french_sent, at=AT)

    with scope(service=in_scope.service), translation.override("en"):
        html = document_html(french_sent, text_of(french_sent), standing_signatures(french_sent), edition=1, at=AT)

    assert '<html lang="fr"' in html
    headings = ("Parties et responsabilités", "Objectifs", "Suivi et revues", "Protocole de dissolution")
    assert said_by(html, *headings, "Vérification de ce document", "l’ensemble des 3 parties") == []
    assert said_by(html, "au moins 63,5", "Temporellement défini", "données jusqu’au 21 novembre 2026") == []
    assert [word for word in (">Objectives<", ">Target<", "at least 63", "November") if word in html] == []


def test_the_shares_inside_an_objective_are_said_in_french(french_sent):
    with translation.override("fr"):
        sentence = quota_sentence(text_of(french_sent).objectives[0].quotas[0])

    assert sentence == "Au moins 30\u00a0% parmi the people served\u00a0: women."


def test_numbers_and_dates_are_written_the_french_way():
    with translation.override("fr"):
        written = [display_number(Decimal("63.50")), display_number(24000), display_date(date(2026, 11, 21))]
        weekday = display_date(date(2026, 11, 21), weekday=True)

    assert [" ".join(each.split()) for each in written] == ["63,5", "24 000", "21 novembre 2026"]
    assert weekday == "samedi 21 novembre 2026"


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 organisation"), (1, "1 organisation"), (2, "2 organisations"), (1000000, "1000000 organisations")],
)
def test_nought_and_one_are_singular_in_french(count, words):
    with translation.override("fr"):
        assert ngettext("%(count)s organisation", "%(count)s organisations", count) % {"count": count} == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 22), "dans 1 jour"),
        (date(2026, 11, 27), "dans 6 jours"),
        (date(2026, 11, 20), "1 jour de retard"),
    ],
)
def test_distances_have_their_plural_forms(day, words):
    with translation.override("fr"):
        assert ui.distance(day, date(2026, 11, 21)) == words

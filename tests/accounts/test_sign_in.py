import pytest
from django.contrib.auth import get_user
from django.test import Client

from pes_partnerships.accounts.models import User
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


@pytest.fixture
def lina(cast) -> User:
    cast.lina.set_password(PASSWORD)
    cast.lina.save()
    return cast.lina


def test_the_right_password_leads_to_the_portfolio(lina):
    answer = Client().post(LOGIN, {"login": "Lina@example.org", "password": PASSWORD})

    assert answer.url == "/portfolio/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(lina):
    answers = [
        Client().post(LOGIN, {"login": address, "password": "not this one"}).context["form"].non_field_errors()
        for address in ("lina@example.org", "unknown@example.org")
    ]

    assert answers[0] == answers[1]
    assert len(answers[0]) == 1


def test_too_many_wrong_passwords_close_the_account_for_a_while(lina, settings):
    settings.AXES_FAILURE_LIMIT = 3
    settings.ACCOUNT_RATE_LIMITS = False
    browser = Client()

    for _attempt in range(3):
        answer = browser.post(LOGIN, {"login": "lina@example.org", "password": "not this one"})

    assert answer.status_code == 429
    assert "Too many attempts" in answer.content.decode()
    assert not get_user(browser).is_authenticated


def test_the_page_after_sign_in_is_ours_alone(lina):
    answer = Client().post(
        f"{LOGIN}?next=https://elsewhere.example/", {"login": "lina@example.org", "password": PASSWORD}
    )

    assert answer.url == "/portfolio/"


def test_nobody_signs_up(db):
    page = Client().get("/account/signup/")

    assert "Accounts are created for you" in page.content.decode()
    Client().post("/account/signup/", {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD})
    assert User.objects.filter(email="new@example.org").count() == 0


def test_signing_out_is_a_deliberate_act(lina, sign_in):
    browser = sign_in(lina)

    browser.get("/account/logout/")
    assert get_user(browser).is_authenticated
    browser.post("/account/logout/")
    assert not get_user(browser).is_authenticated


def test_a_visitor_is_led_to_sign_in_and_back(db):
    assert Client().get("/organisations/?q=x").url == "/account/login/?next=/organisations/%3Fq%3Dx"

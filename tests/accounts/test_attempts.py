"""Wrong passwords close the account that was tried to those who tried it: no other one, and not to its owner."""

import pytest
from django.contrib.auth import get_user
from django.core.cache import cache
from django.test import Client

from pes_partnerships.accounts.models import User
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"
OFFICE, HOME, STRANGER = "192.0.2.10", "198.51.100.7", "203.0.113.66"


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    cache.clear()


@pytest.fixture
def lina(cast) -> User:
    return with_password(cast.lina)


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def try_to_sign_in(address: str, account: str, password: str = PASSWORD, **more: str) -> bool:
    browser = Client(REMOTE_ADDR=address, **more)
    browser.post(LOGIN, {"login": account, "password": password})
    return get_user(browser).is_authenticated


def guess(address: str, *accounts: str, **more: str) -> None:
    for number, account in enumerate(accounts):
        assert not try_to_sign_in(address, account, f"guess {number}", **more)


def test_wrong_passwords_for_many_accounts_close_no_other_account(lina):
    guess(OFFICE, *(f"somebody{number}@example.org" for number in range(15)))

    assert try_to_sign_in(OFFICE, lina.email)


def test_an_account_that_is_guessed_at_is_closed_to_that_place(lina):
    guess(STRANGER, *[lina.email] * 10)

    answer = Client(REMOTE_ADDR=STRANGER).post(LOGIN, {"login": lina.email, "password": PASSWORD})
    assert answer.status_code == 429
    assert "Too many attempts" in answer.content.decode()


def test_spelling_the_account_otherwise_is_no_new_beginning(lina):
    guess(STRANGER, *["Lina@Example.org", "lina@example.org", "LINA@EXAMPLE.ORG", " lina@example.org"] * 3)

    assert not try_to_sign_in(STRANGER, "liNa@example.org")


def test_guesses_from_many_addresses_close_the_account_to_strangers(lina):
    for number in range(10):
        guess(f"203.0.113.{number}", lina.email)

    assert not try_to_sign_in("203.0.113.200", lina.email)


def test_the_owner_signs_in_from_the_usual_place_while_strangers_guess(lina, cast):
    assert try_to_sign_in(HOME, lina.email)
    for number in range(12):
        guess(f"203.0.113.{number}", lina.email)

    assert try_to_sign_in(HOME, lina.email)
    assert not try_to_sign_in(OFFICE, lina.email)
    assert try_to_sign_in(OFFICE, with_password(cast.jonas).email)


def test_who_remembers_the_password_begins_again(lina):
    guess(HOME, *[lina.email] * 9)
    assert try_to_sign_in(HOME, lina.email)
    guess(HOME, *[lina.email] * 9)

    assert try_to_sign_in(HOME, lina.email)


def test_a_cache_that_is_away_keeps_nobody_out(lina, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "pes_partnerships.lib.caches.ForgivingRedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }

    assert try_to_sign_in(HOME, lina.email)

"""BEHIND_PROXY says how many proxies of our own stand in front; only what they say of the client counts."""

import pytest
from django.core.cache import cache
from django.test import Client

from pes_partnerships.lib.web.proxy import forwarded_for
from tests.cast import PASSWORD

from .test_attempts import LOGIN, guess, try_to_sign_in

PROXY, STRANGER, COLLEAGUE = "127.0.0.1", "203.0.113.66", "192.0.2.10"


@pytest.fixture
def lina(cast):
    cache.clear()
    cast.lina.set_password(PASSWORD)
    cast.lina.save()
    return cast.lina


def came_through(*addresses: str) -> dict[str, str]:
    return {"HTTP_X_FORWARDED_FOR": ", ".join(addresses)}


def test_behind_a_proxy_each_client_is_counted_apart(lina, settings):
    settings.TRUSTED_PROXIES = 1
    assert try_to_sign_in(PROXY, lina.email, **came_through(COLLEAGUE))
    guess(PROXY, *[lina.email] * 10, **came_through(STRANGER))

    assert not try_to_sign_in(PROXY, lina.email, **came_through(STRANGER))
    assert try_to_sign_in(PROXY, lina.email, **came_through(COLLEAGUE))


def test_an_address_that_the_client_claims_counts_for_nothing(lina, settings):
    settings.TRUSTED_PROXIES = 1
    assert try_to_sign_in(PROXY, lina.email, **came_through(COLLEAGUE))
    for number in range(10):
        guess(PROXY, lina.email, **came_through(f"198.51.100.{number}", STRANGER))

    assert not try_to_sign_in(PROXY, lina.email, **came_through(COLLEAGUE, STRANGER))


def test_without_a_proxy_the_header_counts_for_nothing(lina):
    for number in range(10):
        guess(STRANGER, lina.email, **came_through(f"198.51.100.{number}"))

    answer = Client(REMOTE_ADDR=STRANGER, **came_through(COLLEAGUE)).post(
        LOGIN, {"login": lina.email, "password": PASSWORD}
    )
    assert answer.status_code == 429


@pytest.mark.parametrize(
    ("header", "proxies", "address"),
    [
        ("203.0.113.66", 1, "203.0.113.66"),
        ("6.6.6.6, 203.0.113.66", 1, "203.0.113.66"),
        ("6.6.6.6, 203.0.113.66, 10.0.0.3", 2, "203.0.113.66"),
        ("203.0.113.66:4711", 1, "203.0.113.66"),
        ("[2001:db8::7]:4711", 1, "2001:db8::7"),
        ("2001:DB8::7", 1, "2001:db8::7"),
        ("203.0.113.66", 2, None),  # it came past one of them: then who connected is all that is known
        ("", 1, None),
        ("unknown", 1, None),
    ],
)
def test_the_last_entries_are_those_of_our_own_proxies(header, proxies, address):
    assert forwarded_for(header, proxies) == address

"""What travels with every page: a strict policy, nothing kept in a shared browser, no way to frame it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.agreements import sent_agreement, signed_agreement
from tests.pages import link_of

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
ALONE = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "pes_partnerships.settings"}


def is_strict(answer) -> bool:
    policy = answer.headers["Content-Security-Policy"]
    return (
        "default-src 'self'" in policy
        and "unsafe" not in policy
        and "frame-ancestors 'none'" in policy
        and answer.headers["X-Content-Type-Options"] == "nosniff"
        and answer.headers["Referrer-Policy"] == "same-origin"
    )


def has_nothing_inline(answer) -> bool:
    page = answer.content.decode()
    return not any(mark in page for mark in (" style=", "<style", "onclick=", "javascript:", "<script>"))


@pytest.mark.parametrize("path", ["/", "/nowhere/", "/search/", "/guidance/", "/sign/nothing/", "/account/login/"])
def test_pages_for_everybody_are_strict(db, path):
    answer = Client().get(path)
    assert (is_strict(answer), has_nothing_inline(answer)) == (True, True)


def test_pages_and_files_of_the_workspace_are_strict_and_kept_nowhere(in_scope, sign_in):
    signed = signed_agreement(in_scope)
    lina = sign_in(in_scope.lina)
    for name, pk in [("partnership", signed.partnership_id), ("signatures", signed.pk), ("document", signed.pk)]:
        answer = lina.get(reverse(f"partnerships:{name}", args=[pk]))
        assert (answer.status_code, is_strict(answer)) == (200, True), name
        assert "no-store" in answer.headers["Cache-Control"], name
    refused = sign_in(in_scope.vytas).get(reverse("partnerships:partnership_new"))
    assert (refused.status_code, is_strict(refused)) == (403, True)


def test_a_fault_shows_its_page_without_database_and_without_a_trace():
    """No database is allowed here: the very thing that is missing when most faults happen."""
    answer = Client(raise_request_exception=False).get("/")
    assert (answer.status_code, is_strict(answer), has_nothing_inline(answer)) == (500, True, True)
    assert b"Something went wrong" in answer.content
    assert b"Traceback" not in answer.content


def test_what_no_page_sends_is_answered_with_a_page(db):
    answer = Client().get("/", {f"field{number}": "x" for number in range(2000)})
    assert answer.status_code == 200  # the front page reads nothing of it
    answer = Client().get("/search/", {f"field{number}": "x" for number in range(2000)})
    assert (answer.status_code, is_strict(answer)) == (400, True)
    assert b"The request could not be read" in answer.content


def test_a_link_to_sign_is_not_passed_on(in_scope):
    sent_agreement(in_scope)
    answer = Client().get(link_of("ona@youth.example"))
    assert (is_strict(answer), has_nothing_inline(answer)) == (True, True)
    assert "no-store" in answer.headers["Cache-Control"]


def settings_say(wanted: str, **given: str) -> subprocess.CompletedProcess:
    code = f"from django.conf import settings; assert {wanted}"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=ALONE | given, capture_output=True, text=True, check=False
    )


def test_without_a_secret_key_nothing_starts(tmp_path):
    refused = settings_say("settings.SECRET_KEY", VAR_DIR=str(tmp_path))
    assert refused.returncode == 1
    assert "Set SECRET_KEY to 50 or more random characters" in refused.stderr


def test_production_cookies_travel_encrypted_only(tmp_path):
    wanted = "settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.LANGUAGE_COOKIE_SECURE"
    wanted += " and settings.SECURE_SSL_REDIRECT and settings.SECURE_HSTS_SECONDS and not settings.DEBUG"
    assert settings_say(wanted, VAR_DIR=str(tmp_path), SECRET_KEY="k" * 60).returncode == 0

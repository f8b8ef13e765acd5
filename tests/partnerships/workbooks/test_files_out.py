"""F2: a large portfolio goes out as a file that the worker makes, for the person who asked alone."""

import datetime
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Partnership, PortfolioFile
from partnerships.shared.services.file_work import STALE_AFTER
from partnerships.workbooks.services import files_out, running
from partnerships.workbooks.views import files_out as views
from pes_partnerships.accounts.models import Membership
from tests.factories import make_partnership
from tests.pages import words_on


@pytest.fixture
def large(in_scope, monkeypatch):
    """Two partnerships are many here."""
    monkeypatch.setattr(views, "AT_ONCE", 1)
    make_partnership(in_scope.service, "First pact", office=in_scope.alytus)
    make_partnership(in_scope.service, "Second pact")
    return in_scope


def asked(browser, suffix: str = "json") -> PortfolioFile:
    """The page asks, the person confirms."""
    url = reverse("partnerships:portfolio_export") + f"?format={suffix}"
    page = browser.get(url)
    assert "The file holds 2 partnerships" in words_on(page)
    assert browser.post(url).status_code == 302
    return PortfolioFile.objects.latest("pk")


def page_of(found: PortfolioFile, name: str = "portfolio_file") -> str:
    return reverse(f"partnerships:{name}", args=[found.pk])


def test_it_is_asked_for_made_and_downloaded(large, sign_in):
    lina = sign_in(large.lina)
    found = asked(lina)
    assert "The file is being prepared" in words_on(lina.get(page_of(found)))
    assert lina.get(page_of(found, "portfolio_file_download")).status_code == 404
    assert asked(lina) == found  # sent twice, made once

    assert running.run_workbooks() == 1

    assert "It is kept for 7 days." in words_on(lina.get(page_of(found)))
    answer = lina.get(page_of(found, "portfolio_file_download"))
    assert f"portfolio-{timezone.localdate().isoformat()}.json" in answer["Content-Disposition"]
    data = json.loads(b"".join(answer.streaming_content))
    assert [line["title"] for line in data["partnerships"]] == ["First pact", "Second pact"]


def test_nobody_else_finds_it_and_not_the_same_person_with_another_reach(large, sign_in):
    found = asked(sign_in(large.lina))
    running.run_workbooks()

    for name in ("portfolio_file", "portfolio_file_download"):
        assert sign_in(large.vytas).get(page_of(found, name)).status_code in (403, 404)
        assert sign_in(large.kadri).get(page_of(found, name)).status_code in (403, 404)
    Membership.objects.filter(user=large.lina).update(office=large.alytus)
    assert sign_in(large.lina).get(page_of(found, "portfolio_file_download")).status_code == 404


def test_who_sees_otherwise_by_then_gets_nothing_of_it(large, sign_in):
    found = asked(sign_in(large.lina))
    Membership.objects.filter(user=large.lina).update(office=large.alytus)

    running.run_workbooks()

    found.refresh_from_db()
    assert json.loads(found.file.read())["partnerships"] == []


def test_a_silent_claim_is_taken_back(large, sign_in):
    found = asked(sign_in(large.lina))
    now = timezone.now()
    PortfolioFile.objects.update(claimed_at=now)

    assert files_out.make_files(now=lambda: now + STALE_AFTER) == 0
    assert files_out.make_files(now=lambda: now + STALE_AFTER + datetime.timedelta(seconds=1)) == 1
    found.refresh_from_db()
    assert found.made_at


def test_an_error_is_told_and_a_file_goes_after_a_week(large, sign_in, monkeypatch):
    lina = sign_in(large.lina)
    found = asked(lina)
    with monkeypatch.context() as broken:
        broken.setattr(files_out, "exported", lambda keys, suffix: 1 / 0)
        running.run_workbooks()
    assert "The file could not be prepared" in words_on(lina.get(page_of(found)))

    again = asked(lina)
    running.run_workbooks()
    again.refresh_from_db()
    storage, name = again.file.storage, again.file.name
    assert storage.exists(name)
    running.run_workbooks(now=lambda: timezone.now() + datetime.timedelta(days=8))
    assert not PortfolioFile.objects.exists()
    assert not storage.exists(name)


def test_a_small_portfolio_comes_at_once(in_scope, sign_in):
    make_partnership(in_scope.service)
    answer = sign_in(in_scope.lina).get(reverse("partnerships:portfolio_export") + "?format=json")

    assert len(json.loads(answer.content)["partnerships"]) == Partnership.objects.count() == 1

"""F2: a large portfolio goes out as a file that the worker makes, for the person who asked alone."""

import datetime
import json

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from partnerships.models import Partnership, PortfolioFile
from partnerships.shared.services.file_work import STALE_AFTER
from partnerships.workbooks.services import files_out, running
from partnerships.workbooks.views import files_out as views
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role
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


def test_who_may_form_no_partnership_by_then_gets_nothing_of_it(large, sign_in):
    found = asked(sign_in(large.lina))
    Membership.objects.filter(user=large.lina).update(role=Role.READER)

    running.run_workbooks()

    found.refresh_from_db()
    assert json.loads(found.file.read())["partnerships"] == []


def test_what_was_asked_for_with_another_reach_is_another_file(large):
    """Who moved to an office waits for the file of that office, not for the one of the whole service."""
    membership = Membership.objects.get(user=large.lina)
    whole = files_out.ask_file(membership=membership, suffix="json")
    membership.office = large.alytus
    membership.save()

    of_office = files_out.ask_file(membership=membership, suffix="json")

    assert (of_office.office, of_office.pk != whole.pk) == (large.alytus, True)


def test_it_is_made_in_the_language_of_who_asked(large, monkeypatch):
    large.lina.language = "fr"
    large.lina.save()
    files_out.ask_file(membership=Membership.objects.get(user=large.lina), suffix="xlsx")
    spoken = []
    monkeypatch.setattr(files_out, "exported", lambda *_asked: spoken.append(translation.get_language()) or b"")

    with translation.override("en"):
        running.run_workbooks()

    assert spoken == ["fr"]


def test_two_workers_that_found_it_waiting_make_it_once(large, sign_in, monkeypatch):
    found = asked(sign_in(large.lina))
    other, real, made = PortfolioFile.objects.get(pk=found.pk), files_out.exported, []

    def while_the_other_comes(keys, suffix):
        made.append(suffix)
        if len(made) == 1:
            assert files_out._make(other, timezone.now) is False
        return real(keys, suffix)

    monkeypatch.setattr(files_out, "exported", while_the_other_comes)

    assert files_out.make_files() == 1
    assert made == ["json"]


def test_a_worker_that_was_too_slow_leaves_the_file_of_the_other(large, sign_in, monkeypatch):
    found = asked(sign_in(large.lina))
    later, real, made = timezone.now() + STALE_AFTER + datetime.timedelta(minutes=1), files_out.exported, []

    def slow_at_first(keys, suffix):
        made.append(suffix)
        if len(made) == 1:
            assert files_out.make_files(now=lambda: later) == 1
        return real(keys, suffix)

    monkeypatch.setattr(files_out, "exported", slow_at_first)

    assert files_out.make_files() == 0

    found.refresh_from_db()
    folder, name = found.file.name.rsplit("/", 1)
    assert (found.made_at, found.file.storage.listdir(folder)[1]) == (later, [name])


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


def test_it_is_kept_for_all_of_its_week(large, sign_in):
    found = asked(sign_in(large.lina))
    running.run_workbooks()
    week, minute = datetime.timedelta(days=7), datetime.timedelta(minutes=1)

    files_out.forget_files(now=lambda: found.asked_at + week - minute)
    assert PortfolioFile.objects.get().file.read()
    assert files_out.forget_files(now=lambda: found.asked_at + week + minute) == 1
    assert not PortfolioFile.objects.exists()


def test_a_small_portfolio_comes_at_once(in_scope, sign_in):
    make_partnership(in_scope.service)
    answer = sign_in(in_scope.lina).get(reverse("partnerships:portfolio_export") + "?format=json")

    assert len(json.loads(answer.content)["partnerships"]) == Partnership.objects.count() == 1

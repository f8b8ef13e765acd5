"""What a directory admin should look at, and what is done with several entries at once (D4)."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from directory.models import Confirmation, Entry, EntryTarget
from directory.publishing.services.proposing import draft_entry, propose_entry
from directory.publishing.services.publishing import publish
from directory.publishing.services.staleness import reasons_of, stale_entries
from directory.upkeep.services.settings import set_months
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from tests.directory.conftest import make_entry
from tests.pages import words_on

pytestmark = pytest.mark.django_db
STALE = "directory:stale"


def reasons(entry: Entry) -> list[str]:
    found = {each.pk: each for each in stale_entries(timezone.localdate())}
    return [str(reason.value) for reason in reasons_of(found[entry.pk])] if entry.pk in found else []


def published(cast, partnership) -> Entry:
    projection = draft_entry(partnership).public
    proposal = propose_entry(partnership=partnership, by=Actor.user(cast.lina), projection=projection)
    return publish(proposal=proposal, by=Actor.user(cast.dora))


def queries_of(browser, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        browser.get(address)
    return len(queries)


def selected(act: str, *entries: Entry) -> str:
    return f"{reverse('directory:selected')}?act={act}" + "".join(f"&entry={entry.pk}" for entry in entries)


def test_a_fresh_entry_is_not_stale_and_each_reason_is_named(cast, running):
    entry = published(cast, running)
    assert reasons(entry) == []
    Entry.objects.filter(pk=entry.pk).update(expires_on=timezone.localdate() + datetime.timedelta(days=50))
    assert reasons(entry) == ["soon"]
    Entry.objects.filter(pk=entry.pk).update(expired_at=timezone.now(), differing=["lead"])
    assert reasons(entry) == ["expired", "changed"]
    running.ended_on, running.end_reason = timezone.localdate(), "term"
    running.save()
    assert "ended" in reasons(entry)


def test_entries_of_sources_are_stale_by_their_age_their_period_and_their_targets(db):
    old, over, passed, coming = (make_entry(f"Entry {number}") for number in range(4))
    Entry.objects.filter(pk=old.pk).update(changed_at=timezone.now() - datetime.timedelta(days=800))
    Entry.objects.filter(pk=over.pk).update(running="period_over")
    EntryTarget.objects.create(entry=passed, what="Centres", target="22 by 2021/2022")
    EntryTarget.objects.create(entry=coming, what="Centres", target="from 2021 to 2099")
    EntryTarget.objects.create(entry=coming, what="Regions", target="all by 2021", result="12")
    assert [reasons(each) for each in (old, over, passed, coming)] == [
        ["silent"],
        ["period_over"],
        ["target_passed"],
        [],
    ]


def test_the_list_names_the_reasons_and_is_a_file_too(cast, sign_in):
    entry = make_entry("Carinthian pact", running="period_over")
    make_entry("Fresh pact")
    dora = sign_in(cast.dora)
    page = words_on(dora.get(reverse(STALE)))
    assert ("Carinthian pact" in page, "Fresh pact" in page) == (True, False)
    assert "Period over, outcome unknown" in page
    assert "Fresh pact" in words_on(dora.get(reverse("directory:published")))
    assert "No entry fits." in words_on(dora.get(f"{reverse(STALE)}?why=expired"))
    for kind in ("csv", "xlsx"):
        assert dora.get(f"{reverse(STALE)}?format={kind}").status_code == 200
    assert entry.title in dora.get(f"{reverse(STALE)}?format=csv").content.decode()


def test_selected_entries_are_confirmed_after_a_page_that_says_so(cast, running, sign_in):
    entry, other = published(cast, running), make_entry("Pact", running="period_over")
    dora = sign_in(cast.dora)
    page = dora.get(selected("confirm", entry, other))
    assert "Confirm 2 entries" in words_on(page)
    other.refresh_from_db()
    assert other.confirmed_at is None  # looking changes nothing
    dora.post(selected("confirm", entry, other))
    other.refresh_from_db()
    assert (other.confirmed_at is not None, other.expires_on) == (True, None)  # nobody here maintains it
    assert LedgerEntry.objects.about(running)[0].act == "entry.confirmed"


def test_asking_reaches_managers_alone_once_a_day_and_says_whom_it_does_not_reach(cast, running, sign_in):
    entry, other = published(cast, running), make_entry("Pact")
    dora = sign_in(cast.dora)
    page = words_on(dora.get(selected("ask", entry, other)))
    assert "1 entry has no manager here who could be asked." in page
    for _time in range(2):
        dora.post(selected("ask", entry, other))
    assert [mail.to_address for mail in OutboxMail.objects.filter(kind="confirm_entry")] == [cast.lina.email]
    assert Confirmation.objects.get().stage is None


def test_withdrawing_several_needs_a_reason_and_tells_their_managers(cast, running, sign_in):
    entry, other = published(cast, running), make_entry("Pact")
    dora = sign_in(cast.dora)
    refused = dora.post(selected("withdraw", entry, other), {"reason": " "})
    assert (refused.status_code, Entry.objects.published().count()) == (422, 2)
    dora.post(selected("withdraw", entry, other), {"reason": "Closed by law."})
    assert not Entry.objects.published().exists()
    assert "Closed by law." in OutboxMail.objects.get(kind="entry_withdrawn").body_text


@pytest.mark.parametrize(
    "query", ["", "?act=confirm", "?act=burn&entry=1", "?act=ask&entry=x&entry=99999999999999999999"]
)
def test_without_entries_or_an_act_it_says_what_to_do(cast, sign_in, query):
    dora = sign_in(cast.dora)
    answer = dora.get(reverse("directory:selected") + query, follow=True)
    assert "Select at least one entry, and what to do with it." in words_on(answer)


def test_the_time_that_an_entry_holds_is_set_for_the_whole_directory(cast, running, sign_in):
    entry = published(cast, running)
    far = entry.expires_on
    dora = sign_in(cast.dora)
    assert dora.post(reverse("directory:validity"), {"months": "1"}).status_code == 422
    dora.post(reverse("directory:validity"), {"months": "12"})
    entry.refresh_from_db()
    assert entry.expires_on < far
    assert set_months(months=24, by=Actor.user(cast.dora)) == 1
    entry.refresh_from_db()
    assert entry.expires_on == far


def test_the_lists_ask_the_database_as_often_for_three_as_for_one(cast, sign_in, django_assert_num_queries):
    dora = sign_in(cast.dora)
    make_entry("First", running="period_over")
    number = queries_of(dora, reverse(STALE))
    for title in ("Second", "Third"):
        make_entry(title, running="period_over")
    with django_assert_num_queries(number):
        dora.get(reverse(STALE))


@pytest.mark.parametrize("name", ["lina", "erik", "nobody"])
def test_only_directory_admins_look_after_the_directory(cast, sign_in, name):
    browser = sign_in(getattr(cast, name))
    assert [browser.get(reverse(f"directory:{each}")).status_code for each in ("stale", "published", "validity")] == [
        403
    ] * 3

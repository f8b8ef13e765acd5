"""D3, X1: the list of messages and visits, its files, and what waits for whom."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from directory.contact.services.mailbox import change_mailbox
from directory.contact.services.waiting import ANSWER, CHOOSE, REPORT, message_tasks, visit_tasks
from directory.contact.views.waiting import KINDS
from directory.models import ContactRequest, Entry, ExchangeVisit
from partnerships.models import WaitingTask
from partnerships.shared.services.conflicts import Conflict, seen_row
from pes_partnerships.ledger.services import Actor
from tests.directory.conftest import make_entry, make_running
from tests.directory.contact.conftest import sent
from tests.pages import typed_in, words_on

pytestmark = pytest.mark.django_db
PAGE = "/messages/"


def names(page) -> list[str]:
    return [row["message"].name for row in page.context["rows"]]


def test_each_sees_what_reached_their_entries(owned, orphan, cast, sign_in):
    sent(owned, name="To Alytus")
    sent(orphan, name="To nobody known")
    seen = {person: names(sign_in(getattr(cast, person)).get(PAGE)) for person in ("lina", "liis", "maarja", "dora")}
    assert seen == {"lina": ["To Alytus"], "liis": [], "maarja": [], "dora": ["To nobody known"]}
    assert sign_in(cast.jonas).get(PAGE).status_code == 403
    assert not ContactRequest.objects.visible_to(None).exists()


def test_an_empty_list_says_what_to_do(cast, sign_in):
    page = words_on(sign_in(cast.lina).get(PAGE))
    assert "No messages yet" in page
    assert "Search the directory" in page


def test_it_is_narrowed_by_words_status_and_kind(owned, cast, sign_in):
    sent(owned, name="Anna Berg", kind="visit")
    ContactRequest.objects.filter(pk=sent(owned, name="Ivana Horvat").pk).update(status="answered")
    lina = sign_in(cast.lina)
    assert names(lina.get(PAGE, {"q": "berg"})) == ["Anna Berg"]
    assert names(lina.get(PAGE, {"status": "answered"})) == ["Ivana Horvat"]
    assert names(lina.get(PAGE, {"kind": "visit"})) == ["Anna Berg"]
    assert names(lina.get(PAGE, {"way": "written"})) == []
    assert names(lina.get(PAGE, {"status": "'; drop", "q": "\x00"})) != []
    assert "No message fits" in words_on(lina.get(PAGE, {"q": "nobody of this name"}))


def test_the_list_is_a_file_as_well(owned, cast, sign_in):
    sent(owned, name="=cmd()")
    lina = sign_in(cast.lina)
    [head, row] = csv.reader(io.StringIO(lina.get(PAGE, {"format": "csv"}).content.decode("utf-8-sig")))
    assert dict(zip(head, row, strict=True)) | {"Name": "'=cmd()", "Status": "Waiting for an answer"} == dict(
        zip(head, row, strict=True)
    )
    assert lina.get(PAGE, {"format": "xlsx"}).content[:2] == b"PK"


def test_queries_do_not_grow_with_messages(owned, cast, sign_in, agreed_visit):
    lina, counts = sign_in(cast.lina), []
    for many in (1, 2):
        for _each in range(many):
            agreed_visit()
        lina.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            lina.get(PAGE)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_message_waits_for_the_manager_until_it_is_answered(owned, cast):
    message = sent(owned)
    with scope(service=cast.service):
        [task] = WaitingTask.objects.filter(kind=ANSWER).select_related("partnership", "person")
        told = KINDS[ANSWER].tell([task], task.due_on)[message.pk]
        assert (task.ref, task.person, task.due_on) == (message.pk, cast.lina, message.answer_by)
    assert (told.label, "Ivana" in told.reason) == ("Answer a message from the directory", False)  # calendars say it
    with CaptureQueriesContext(connection) as queries, scope(service=cast.service):
        message_tasks(partnerships=[owned.partnership_id], today=message.answer_by)
    assert len(queries) == 1


def test_each_side_is_told_what_to_do_next_also_across_services(owned, cast, agreed_visit):
    theirs = make_running(cast.other_service, "Tartu pact")
    own = make_entry("Tartu entry", service=cast.other_service, partnership=theirs)
    message = sent(owned, kind="visit", own_entry=own)
    visit = ExchangeVisit.objects.filter(request=message)
    ContactRequest.objects.filter(pk=message.pk).update(status="answered")
    keys = [owned.partnership_id, theirs.pk]

    def kinds(**changed) -> list[tuple[int, str]]:
        visit.update(**changed)
        found = visit_tasks(partnerships=keys, today=message.answer_by)
        return [(task.partnership, getattr(task, "kind", "wakes")) for task in found]

    assert kinds(status="offered", offered=["2027-03-01"]) == [(theirs.pk, CHOOSE)]
    assert kinds(status="agreed", agreed_on="2099-03-01") == [(keys[0], "wakes"), (theirs.pk, "wakes")]
    assert kinds(agreed_on="2020-03-01") == [(keys[0], REPORT), (theirs.pk, "visit.report_guest")]
    assert kinds(host_report="Much") == [(theirs.pk, "visit.report_guest")]
    assert kinds(status="cancelled") == []


def test_the_mailbox_is_set_by_who_manages_for_the_whole_service(cast, sign_in):
    lina, page = sign_in(cast.lina), reverse("directory:messages_mailbox")
    assert lina.post(page, typed_in(lina.get(page), "directory_email", directory_email="no address")).status_code == 422
    lina.post(page, typed_in(lina.get(page), "directory_email", directory_email="box@pes.example"))
    cast.service.refresh_from_db()
    assert cast.service.directory_email == "box@pes.example"
    stale = seen_row(cast.service, ["directory_email"])
    by = Actor.user(cast.lina)
    change_mailbox(service=cast.service, by=by, directory_email="other@pes.example", seen=stale)
    with pytest.raises(Conflict):
        change_mailbox(service=cast.service, by=by, directory_email="third@pes.example", seen=stale)
    assert Entry.objects.count() == 0

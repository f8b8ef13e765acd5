"""Ready rows say what the rows beneath them say: after any acts, on any day, for whoever reads them (G16)."""

import datetime
import logging
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from partnerships import hooks
from partnerships.merging.services.merging import merge, undo_merge
from partnerships.models import Partnership, PortfolioCount, PortfolioLine, TargetGroup, WaitingTask
from partnerships.participants.services.representatives import change_representative
from partnerships.portfolio.services import ready
from partnerships.portfolio.services.rebuild import rebuild
from partnerships.shared.services.partnerships import change_partnership, note_next_review
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.services import Actor, one_act
from tests.cast import person
from tests.factories import make_partnership, sent_agreement, signed_agreement
from tests.factories.dialogue import make_silent
from tests.factories.merging import at_tables, two_records
from tests.factories.waiting import ready_rows, waiting_for, whose

from .random_history import History

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SHORT, LONG = 50, 500  # acts; the long history is for rehearsals
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize("acts", [SHORT, pytest.param(LONG, marks=pytest.mark.rehearse)])
def test_a_random_history_leaves_what_a_rebuild_would_make(cast, acts):
    TargetGroup.objects.create(code="a", names={"en": "A"})
    TargetGroup.objects.create(code="b", names={"en": "B"})
    history, day, kinds = History(cast, seed=7), timezone.now(), set()
    with time_machine.travel(day, tick=True) as clock:
        while history.done < acts:
            history.step()
            if history.chance.random() < 0.05:
                day += datetime.timedelta(days=history.chance.randint(1, 60))
                clock.move_to(day)
                ready.sweep(timezone.now())
                kinds |= {task["kind"] for task in ready_rows()["tasks"]}
        before = ready_rows()
        wrong = rebuild()
        assert ready_rows() == before
        nothing_is_left_out()
    assert wrong == 0
    assert len(kinds) >= (8 if acts == LONG else 4)


def nothing_is_left_out() -> None:
    """Of each partnership alone: what waits is what every subject says, whether its rows were found or not."""
    today = timezone.localdate()
    with scopes_disabled():
        for key in Partnership.objects.values_list("pk", flat=True):
            every = [each(partnerships=[key], today=today) for each in hooks.waiting.functions]
            assert hooks.waiting(partnerships=[key], today=today) == [found for each in every for found in each]


def test_an_act_writes_its_rows_and_only_once_however_much_it_records(cast, monkeypatch):
    written = []
    real = ready.write
    monkeypatch.setattr(ready, "write", lambda *args: written.append(args[1]) or real(*args))

    agreement = sent_agreement(cast)
    written.clear()
    with scope(service=cast.service), one_act():
        for title in ("Second name", "Third name"):
            change_partnership(partnership=agreement.partnership, by=Actor.user(cast.lina), title=title)

    assert written == [[agreement.partnership_id]]
    with scopes_disabled():
        assert PortfolioLine.objects.get(pk=agreement.partnership_id).title == "Third name"


def test_many_partnerships_are_written_with_the_queries_of_one(in_scope, count_queries):
    keys = [make_partnership(in_scope.service, title).pk for title in ("One", "Two", "Three")]

    one = count_queries(lambda: ready.partnership_changed(keys[:1]))

    assert count_queries(lambda: ready.partnership_changed(keys)) == one


def test_an_act_asks_little_about_a_partnership_of_which_little_is_on_record(in_scope, count_queries):
    plain = make_partnership(in_scope.service, "Plain").pk
    assert count_queries(lambda: ready.partnership_changed([plain])) <= 8

    signed = signed_agreement(in_scope).partnership_id
    assert count_queries(lambda: ready.partnership_changed([signed])) <= 28


def test_an_act_that_is_undone_leaves_its_rows_as_they_were(in_scope):
    partnership = make_partnership(in_scope.service, "As it was")
    before = ready_rows()

    @one_act()
    def breaks_off() -> None:
        change_partnership(partnership=partnership, by=Actor.user(in_scope.lina), title="Otherwise")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        breaks_off()

    assert ready_rows() == before


def test_a_wrong_row_is_found_repaired_and_told(in_scope, caplog):
    partnership = make_partnership(in_scope.service, "Right", office=in_scope.alytus)
    signed_agreement(in_scope)
    right = ready_rows()
    PortfolioLine.objects.filter(pk=partnership.pk).update(status="lapsed", office=None)
    PortfolioCount.objects.filter(name="all").update(number=77)
    WaitingTask.objects.create(service=in_scope.service, partnership=partnership, kind="agreement.end", ref=999)

    with caplog.at_level(logging.WARNING):
        assert rebuild() > 0

    assert ready_rows() == right
    assert "were wrong" in caplog.text
    assert rebuild() == 0


def test_acts_about_organisations_write_the_rows_of_their_partnerships(in_scope):
    kept, merged = two_records(in_scope)
    _alone, both = at_tables(in_scope, kept, merged)
    make_silent(both.participations.get(status="invited"))
    ready.partnership_changed([both.pk])

    new = merged.contacts.get()
    change_representative(organisation=merged, by=Actor.system(), former=None, new=new, on=timezone.localdate())
    done = merge(kept=kept, merged=merged, by=Actor.user(in_scope.lina))
    assert rebuild() == 0
    undo_merge(merge=done, by=Actor.user(in_scope.lina))

    assert rebuild() == 0
    assert {task["kind"] for task in ready_rows()["tasks"]} >= {"dialogue.ask_again", "representative.look"}


def test_a_partnership_without_a_line_gets_one_from_the_clock(in_scope):
    partnership = make_partnership(in_scope.service)
    right = ready_rows()
    PortfolioLine.objects.filter(pk=partnership.pk).delete()
    PortfolioCount.objects.all().delete()

    assert ready.sweep(timezone.now()) == 1

    assert ready_rows() == right


@pytest.mark.parametrize(("hour", "is_late"), [(23, False), (1, True)])
def test_a_review_is_late_after_midnight_where_the_service_is(planned_in_berlin, hour, is_late):
    due = planned_in_berlin
    moment = datetime.datetime.combine(due, datetime.time(hour), BERLIN)
    moment += datetime.timedelta(days=1) if is_late else datetime.timedelta()
    with time_machine.travel(moment, tick=False):
        ready.sweep(timezone.now())
        with scopes_disabled():
            late = PortfolioCount.objects.filter(name__contains=":late", number__gt=0).exists()
    assert late is is_late


@pytest.fixture
def planned_in_berlin(in_scope) -> datetime.date:
    in_scope.service.time_zone = "Europe/Berlin"
    in_scope.service.save()
    agreement = signed_agreement(in_scope)
    agreement.partnership.refresh_from_db()
    return agreement.partnership.next_review_on


def test_a_tab_follows_the_calendar(in_scope, sign_in):
    partnership = make_partnership(in_scope.service, "Soon")
    note_next_review(partnership=partnership, due_on=timezone.localdate() + datetime.timedelta(days=40))
    ready.partnership_changed([partnership.pk])
    browser = sign_in(in_scope.lina)
    assert browser.get(reverse("partnerships:portfolio")).context["tabs"][1]["count"] == 0

    with time_machine.travel(timezone.now() + datetime.timedelta(days=11)):
        ready.sweep(timezone.now())
        page = sign_in(in_scope.lina).get(reverse("partnerships:portfolio"))

    assert page.context["tabs"][1]["count"] == 1


def test_what_a_person_sees_changes_with_their_rights_at_the_next_page(in_scope, sign_in):
    agreement = sent_agreement(in_scope)
    rasa = person("Rasa", in_scope.service, Role.READER)
    rows = ready_rows()

    def tasks_of_rasa() -> int:
        return sum(group["count"] for group in sign_in(rasa).get("/portfolio/").context["waiting"])

    assert agreement.partnership.manager == in_scope.lina
    assert tasks_of_rasa() == 0
    Membership.objects.filter(user=rasa).update(role=Role.MANAGER)
    assert tasks_of_rasa() == 0  # Lina is named
    in_scope.lina.memberships.update(ended_on=timezone.localdate())
    assert tasks_of_rasa() == 1
    Membership.objects.filter(user=rasa).update(office=in_scope.tallinn)
    assert tasks_of_rasa() == 0
    assert ready_rows() == rows


def test_the_list_of_tasks_shows_what_the_figures_count(in_scope, sign_in):
    sent_agreement(in_scope)
    sent_agreement(in_scope)
    browser = sign_in(in_scope.lina)
    (group,) = browser.get("/portfolio/").context["waiting"]

    listed = browser.get(group["url"])

    assert (group["count"], len(listed.context["rows"])) == (2, 2)
    assert whose(waiting_for(in_scope.vytas)) == [("Monitor the signatures", False)] * 2
    file = browser.get(group["url"] + "&format=csv").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in file] == ["Task", "Monitor the signatures", "Monitor the signatures"]


def test_filters_of_tasks_narrow_and_an_empty_list_says_so(in_scope, sign_in):
    sent_agreement(in_scope)
    browser, url = sign_in(in_scope.lina), reverse("partnerships:tasks")

    assert len(browser.get(url, {"kind": "agreement.sign"}).context["rows"]) == 1
    assert len(browser.get(url, {"kind": "review.log"}).context["rows"]) == 0
    assert "No tasks here" in browser.get(url, {"late": "1"}).content.decode()
    assert browser.get(url, {"kind": "nonsense"}).context["form"].errors


@pytest.mark.parametrize("path", ["/portfolio/", "/portfolio/tasks/", "/portfolio/tasks/?format=csv"])
def test_queries_do_not_grow_with_rows(in_scope, sign_in, count_queries, path):
    browser = sign_in(in_scope.lina)
    sent_agreement(in_scope)
    one = count_queries(lambda: browser.get(path))
    sent_agreement(in_scope)
    sent_agreement(in_scope)

    assert count_queries(lambda: browser.get(path)) == one

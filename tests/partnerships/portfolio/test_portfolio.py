import re
from datetime import date, timedelta
from html import unescape
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from partnerships.ending.services.finishing import end_partnership
from partnerships.models import Agreement, Assignment, TargetGroup
from partnerships.portfolio.services.listing import listed
from partnerships.portfolio.services.portfolio import in_order, visible_lines
from partnerships.portfolio.services.ready import partnership_changed
from partnerships.shared.services.partnerships import note_next_review
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.services import Actor
from tests.cast import person
from tests.factories import make_organisation, make_participation, make_partnership

pytestmark = pytest.mark.django_db
URL = "/portfolio/"


def make_agreement(partnership, status="in_force", **fields) -> Agreement:
    frozen = {} if status == "draft" else {"snapshot": "{}", "snapshot_sha256": "a" * 64}
    values = {"version": 1, "title": partnership.title, "status": status, **frozen, **fields}
    agreement = Agreement.objects.create(partnership=partnership, **values)
    partnership_changed([partnership.pk])
    return agreement


def plan_review(partnership, due_on) -> None:
    note_next_review(partnership=partnership, due_on=due_on)
    partnership_changed([partnership.pk])


def titles(response) -> list[str]:
    return [first["text"] for first, *_others in response.context["rows"]]


def test_an_empty_portfolio_says_how_to_begin(cast, sign_in):
    answer = sign_in(cast.lina).get(URL)

    assert "No partnership yet" in answer.content.decode()
    assert reverse("partnerships:partnership_new") in answer.content.decode()


def test_readers_are_not_offered_to_start_a_partnership(cast, sign_in):
    make_partnership(cast.service)

    assert reverse("partnerships:partnership_new") not in sign_in(cast.vytas).get(URL).content.decode()


def test_each_sees_what_the_role_opens(in_scope, sign_in):
    alytus = make_partnership(in_scope.service, "In Alytus", office=in_scope.alytus)
    make_partnership(in_scope.service, "In Tallinn", office=in_scope.tallinn)
    make_partnership(in_scope.other_service, "Next door")
    Assignment.objects.create(partnership=alytus, membership=in_scope.erik.memberships.get())

    assert titles(sign_in(in_scope.lina).get(URL)) == ["In Alytus", "In Tallinn"]
    assert titles(sign_in(in_scope.jonas).get(URL)) == ["In Alytus"]
    assert titles(sign_in(in_scope.erik).get(URL)) == ["In Alytus"]
    assert titles(sign_in(in_scope.maarja).get(URL)) == ["Next door"]


def test_the_list_narrows_by_words_without_accents_and_by_partner(in_scope, sign_in):
    found = make_partnership(in_scope.service, "Career Support")
    make_participation(found, make_organisation(in_scope.service, "Šiaulių savivaldybė", "local_government"))
    make_partnership(in_scope.service, "Another")
    browser = sign_in(in_scope.lina)

    assert titles(browser.get(URL, {"q": "siauliu"})) == ["Career Support"]
    assert "No partnerships match these filters" in browser.get(URL, {"q": "zzz"}).content.decode()


def test_filters_combine_and_a_foreign_office_is_no_choice(in_scope, sign_in):
    agile = make_partnership(in_scope.service, "Agile in Alytus", office=in_scope.alytus)
    make_agreement(agile, model="agile", is_open_ended=True)
    make_partnership(in_scope.service, "Only prepared", office=in_scope.alytus)
    browser = sign_in(in_scope.lina)

    assert titles(browser.get(URL, {"model": "agile", "office": in_scope.alytus.pk})) == ["Agile in Alytus"]
    assert titles(browser.get(URL, {"status": "preparing"})) == ["Only prepared"]
    refused = browser.get(URL, {"office": "999999"})
    assert refused.context["form"].errors["office"] == ["This option is not available. Choose one from the list."]


def test_tabs_count_what_they_show(in_scope, sign_in):
    today = timezone.localdate()
    soon = make_partnership(in_scope.service, "Review soon")
    plan_review(soon, today + timedelta(days=10))
    drafted = make_partnership(in_scope.service, "Being drafted")
    make_agreement(drafted, "draft")
    ending = make_partnership(in_scope.service, "Ends this year")
    make_agreement(ending, ends=str(today), ends_latest=date(today.year, 12, 31))
    browser = sign_in(in_scope.lina)

    counts = {tab["label"]: tab["count"] for tab in browser.get(URL).context["tabs"]}
    assert list(counts.values()) == [3, 1, 1, 1, 1]
    assert titles(browser.get(URL, {"view": "review"})) == ["Review soon"]
    assert titles(browser.get(URL, {"view": "ending"})) == ["Ends this year"]
    assert titles(browser.get(URL, {"view": "drafts"})) == ["Being drafted"]


def test_the_next_review_comes_first_and_the_list_sorts_both_ways(in_scope, sign_in):
    for title, days in (("B later", 90), ("A sooner", 5), ("C", None)):
        partnership = make_partnership(in_scope.service, title)
        plan_review(partnership, timezone.localdate() + timedelta(days=days) if days else None)
    browser = sign_in(in_scope.lina)

    assert titles(browser.get(URL)) == ["A sooner", "B later", "C"]
    assert titles(browser.get(URL, {"sort": "-title"})) == ["C", "B later", "A sooner"]
    assert titles(browser.get(URL, {"sort": "nonsense", "page": "nonsense"})) == ["A sooner", "B later", "C"]


def test_coverage_links_lead_to_exactly_that_many(in_scope, sign_in):
    youth = TargetGroup.objects.create(code="test-youth", names={"en": "Test youth"})
    TargetGroup.objects.create(code="test-nobody", names={"en": "Test nobody"})
    for title in ("One", "Two"):
        make_agreement(make_partnership(in_scope.service, title, target_groups=[youth]), model="agile")
    over = make_partnership(in_scope.service, "Over", target_groups=[youth])
    end_partnership(partnership=over, by=Actor.system(), ended_on=timezone.localdate(), reason="goals_met", note="done")
    browser = sign_in(in_scope.lina)

    page = browser.get(URL)
    lines = {line["group"]: line for line in page.context["coverage"]}
    url, count = re.search(r'href="([^"]+)">(\d+)', lines["Test youth"]["cells"]).groups()
    assert count == "2"
    assert titles(browser.get(URL + unescape(url))) == ["One", "Two"]
    assert lines["Test nobody"]["is_empty"]
    assert "Test nobody" in page.context["coverage_words"]


def test_the_file_has_exactly_the_rows_shown(in_scope, sign_in):
    for title in ("Žalia Alytus", "Other"):
        make_partnership(in_scope.service, title, countries=["LT"])
    browser = sign_in(in_scope.lina)

    text = browser.get(URL, {"q": "zalia", "format": "csv"}).content.decode("utf-8-sig")
    assert [line.split(",")[1] for line in text.splitlines()] == ["Partnership", "Žalia Alytus"]
    book = load_workbook(BytesIO(browser.get(URL, {"q": "zalia", "format": "xlsx"}).content))
    assert [row[1].value for row in book.active.rows] == ["Partnership", "Žalia Alytus"]


def test_waiting_tells_the_managers_own_work_from_that_of_others(in_scope, sign_in):
    make_agreement(make_partnership(in_scope.service, "Mine", manager=in_scope.lina), "draft")
    make_agreement(
        make_partnership(in_scope.service, "Theirs", manager=person("Rasa", in_scope.service, Role.MANAGER)),
        ends="2020",
        ends_latest=date(2020, 12, 31),
    )

    page = sign_in(in_scope.lina).get(URL)

    (own,), (other,) = page.context["waiting"], page.context["others"]
    assert (own["first"].label, own["first"].task.partnership.title) == ("Complete the agreement", "Mine")
    ((task, *_others, with_whom),) = sign_in(in_scope.lina).get(other["url"]).context["rows"]
    assert (task["text"], with_whom) == ("Renew the agreement or end the partnership", "Rasa")
    assert [figure["value"] for figure in page.context["figures"]] == ["1", "1", "1", "1"]


def test_dates_come_in_the_readers_language(in_scope, sign_in):
    note_next_review(partnership=make_partnership(in_scope.service), due_on=date(2031, 12, 9))
    in_scope.lina.language = "fr"
    in_scope.lina.save()

    assert "9 décembre 2031" in sign_in(in_scope.lina).get(URL).content.decode()


def test_three_rows_take_as_many_queries_as_one(in_scope, sign_in, django_assert_num_queries):
    def add(number: int) -> None:
        partnership = make_partnership(in_scope.service, f"No {number}", office=in_scope.alytus)
        make_participation(partnership, make_organisation(in_scope.service, f"Partner {number}"), status="member")
        make_agreement(partnership, model="agile")
        make_agreement(partnership, "draft", version=2)

    browser = sign_in(in_scope.lina)
    add(1)
    with CaptureQueriesContext(
        connection,
    ) as one:
        browser.get(URL)
    add(2)
    add(3)
    with django_assert_num_queries(len(one)):
        browser.get(URL)


def test_a_long_list_is_read_in_parts_and_stays_in_its_order(in_scope):
    """A file of fifty thousand lines is read by the hundred; each line keeps its own partners."""
    for number in range(5):
        partnership = make_partnership(in_scope.service, f"Partnership {number}")
        make_participation(partnership, make_organisation(in_scope.service, f"Partner of {number}"))
    lines = in_order(visible_lines(in_scope.membership(in_scope.lina)), "-title")

    read = [(row.title, [partner.name for partner in row.partners]) for row in listed(lines, chunk=2)]

    assert read == [(f"Partnership {number}", [f"Partner of {number}"]) for number in (4, 3, 2, 1, 0)]

"""F7: what stands beside a partnership comes in few groups, whoever adds it, and long lists are folded."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships import hooks
from partnerships.hooks import Group, Panel
from partnerships.models import Agreement
from partnerships.portfolio.views.aside import aside_groups, jumps
from pes_partnerships.ledger.services import Actor
from reviews.follow_up.services.actions import open_action
from tests.factories import make_partnership
from tests.reviews.conftest import make_running

pytestmark = pytest.mark.django_db
GROUPS = ["Reviews and actions", "Working together", "Agreement and versions", "Records"]
HEADING = re.compile(r"<h([1-6])[^>]*>(.*?)</h\1>", re.S)


def beside(page: str) -> str:
    return page[page.index("<aside") : page.index("</aside>")]


def page_of(client, partnership) -> str:
    return client.get(reverse("partnerships:partnership", args=[partnership.pk])).content.decode()


def test_panels_come_in_the_order_of_the_groups_and_of_their_own_and_empty_groups_are_left_out():
    panels = [
        Panel("records", place="aside"),
        Panel("below", place="aside", group=Group.PLAN, order=2),
        Panel("main"),
        Panel("first", place="aside", group=Group.PLAN),
        Panel("second", place="aside", group=Group.PLAN),
        Panel("", {"url": "/"}, place="act"),
    ]
    groups = aside_groups(panels)
    assert [(group["code"], [panel.template for panel in group["panels"]]) for group in groups] == [
        ("plan", ["first", "second", "below"]),
        ("records", ["records"]),
    ]
    assert [jump["anchor"] for jump in jumps(groups)] == ["partners", "information", "group-plan", "group-records"]


def test_each_group_has_one_heading_and_the_panels_of_all_apps_have_theirs_below_it(in_scope, sign_in):
    partnership = make_running(in_scope).partnership
    page = page_of(sign_in(in_scope.lina), partnership)
    headings = HEADING.findall(beside(page))
    assert {level for level, _words in headings} == {"2", "3"}
    groups: dict[str, list[str]] = {}
    for level, words in headings:
        if level == "2":
            under = groups.setdefault(words, [])  # twice: above the group on wide pages, in the fold on phones
        else:
            under.append(words)
    assert list(groups) == GROUPS
    assert groups["Reviews and actions"] == ["Next review", "Also planned", "Open actions", "External evaluations"]
    assert groups["Working together"] == ["Meetings", "Feedback", "Health check", "Partners by link"]
    assert groups["Agreement and versions"][0] == "Texts"
    assert groups["Records"] == ["In the directory", "Calendar"]
    for anchor in re.findall(r'href="#([\w-]+)"', page[: page.index("<aside")]):
        assert f'id="{anchor}"' in page


def test_a_reader_of_a_partnership_without_anything_has_the_groups_that_say_something(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    shown = beside(page_of(sign_in(in_scope.vytas), partnership))
    assert [words for level, words in HEADING.findall(shown) if level == "2"][::2] == GROUPS[2:]
    assert "No version has been signed yet." in shown
    assert reverse("partnerships:dialogue", args=[partnership.pk]) not in shown


def test_what_a_higher_app_adds_stands_in_the_group_that_it_names(in_scope, sign_in, monkeypatch):
    panel = Panel(
        "reviews/door/_panel_partnership.html", {"url": "/added/"}, place="aside", group=Group.AGREEMENT, order=9
    )
    monkeypatch.setattr(hooks.panels, "functions", [lambda **_values: [panel]])
    shown = beside(page_of(sign_in(in_scope.lina), make_partnership(in_scope.service)))
    assert shown.index(">Texts<") < shown.index('href="/added/"') < shown.index('id="group-records"')


def test_earlier_versions_are_folded_with_their_number(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    frozen = {"title": partnership.title, "snapshot": "{}", "snapshot_sha256": "a" * 64}
    statuses = ["superseded", "superseded", "superseded", "in_force"]
    for number, status in enumerate(statuses, start=1):
        Agreement.objects.create(partnership=partnership, version=number, status=status, **frozen)
    shown, folded = beside(page_of(sign_in(in_scope.lina), partnership)).split("2 earlier versions")
    assert ("Version 4," in shown, "Version 3," in shown, "Version 2," in shown) == (True, True, False)
    assert "Version 2," in folded
    assert "Version 1," in folded


def test_many_open_actions_are_folded_with_their_number_and_few_are_not(in_scope, sign_in):
    partnership = make_running(in_scope).partnership
    client = sign_in(in_scope.lina)

    def opened(numbers: range) -> str:
        for number in numbers:
            due_on = timezone.localdate() + timedelta(days=number)
            fields = {"text": f"Call {number}", "person": in_scope.jonas, "due_on": due_on}
            open_action(partnership=partnership, by=Actor.user(in_scope.lina), **fields)
        return beside(page_of(client, partnership))

    assert "more action" not in opened(range(1, 5))
    shown, folded = opened(range(5, 7)).split("2 more actions")
    assert re.findall(r"Call \d", shown) == ["Call 1", "Call 2", "Call 3", "Call 4"]
    assert re.findall(r"Call \d", folded) == ["Call 5", "Call 6"]


def test_an_end_that_is_decided_is_said_as_an_end(in_scope, sign_in):
    """R9: no status stands before the note of a key fact."""
    partnership = make_running(in_scope).partnership
    partnership.ending_on = timezone.localdate() + timedelta(days=30)
    partnership.save()
    facts = sign_in(in_scope.lina).get(reverse("partnerships:partnership", args=[partnership.pk])).context["facts"]
    (note,) = (fact["note"] for fact in facts if fact["label"] == "In force since")
    assert note.startswith("ends ")

"""The menus that the apps fill: what stands in them, and to which item a page belongs."""

import re
from pathlib import Path

import pytest

from pes_partnerships.accounts.menus import DEMO_FOOTER, FOOTER, PUBLIC, WORKSPACE, Item, Menu

GROUND = Path(__file__).parents[2] / "pes_partnerships" / "accounts"


def test_the_ground_names_no_page_of_the_apps_above():
    named = [
        found
        for path in GROUND.rglob("*.py")
        for found in re.findall(r'"(?:partnerships|reviews|directory|outbox):\w*"', path.read_text())
    ]

    assert named == []


def test_the_items_stand_in_the_order_of_their_places_whoever_registered_them():
    assert [item.name for item in WORKSPACE] == [
        "partnerships:portfolio",
        "reviews:glance",
        "reviews:list",
        "partnerships:organisations",
        "partnerships:offices",
        "partnerships:reminders",
        "outbox:clock",
        "directory:queue",
        "directory:messages",
        "directory:front",
        "directory:guidance",
    ]
    assert [item.name for item in PUBLIC][:2] == ["directory:front", "directory:search"]
    assert [item.name for item in (*FOOTER, *DEMO_FOOTER)][-2:] == ["directory:about", "outbox:mailbox"]


@pytest.mark.parametrize(
    ("view", "in_workspace", "in_public"),
    [
        ("partnerships:participants", "partnerships:portfolio", ""),
        ("partnerships:organisation_rename", "partnerships:organisations", ""),
        ("partnerships:representative_change", "partnerships:organisations", ""),
        ("partnerships:office_autonomy", "partnerships:offices", ""),
        ("reviews:review_actions", "reviews:list", ""),
        ("reviews:actions", "partnerships:portfolio", ""),
        ("reviews:commitments", "partnerships:portfolio", ""),
        ("directory:propose", "partnerships:portfolio", ""),
        ("directory:proposal", "directory:queue", ""),
        ("directory:search", "directory:front", "directory:search"),
        ("directory:guide", "directory:guidance", "directory:guidance"),
        ("accounts:account", "", ""),
    ],
)
def test_a_page_belongs_to_one_item(view, in_workspace, in_public):
    assert (WORKSPACE.item_of(view), PUBLIC.item_of(view)) == (in_workspace, in_public)


@pytest.mark.parametrize(
    "again",
    [
        Item("desks:list", "Tables", 20),
        Item("brooms:list", "Brooms", 10),
        Item("brooms:list", "Brooms", 20, pages=("desks:",)),
    ],
    ids=["name", "place", "pages"],
)
def test_what_is_taken_is_refused(again):
    menu = Menu()
    menu.register(Item("desks:list", "Desks", 10, pages=("desks:",)))

    with pytest.raises(ValueError, match=r"taken|belongs to desks:list already"):
        menu.register(again)

"""A form that is sent twice makes one row, and the second answer leads to the row of the first (decision 0018)."""

from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.db import transaction
from django.urls import resolve, reverse
from django_scopes import scope, scopes_disabled

from tests.pages import typed_in
from tests.permissions.tables import ROUTES

from .sendings import SENDINGS
from .sendings.rows import rows_to_send

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
NOT_COUNTED = {"sessions.session", "accounts.sentform"}


@pytest.fixture(scope="module")
def world(worlds, django_db_blocker):
    cast, rows = worlds.cast, worlds.alytus
    with django_db_blocker.unblock(), transaction.atomic():
        with scope(service=cast.service):
            rows.rows |= rows_to_send(cast, rows)
        yield cast, rows
        transaction.set_rollback(True)


@pytest.fixture
def browser_of(world, sign_in):
    """What the test does in them is undone."""
    with transaction.atomic():
        yield sign_in
        transaction.set_rollback(True)


def counts() -> dict[str, int]:
    """How many rows of every model there are: the ledger and the outbox, too."""
    models = [model for model in apps.get_models() if model._meta.label_lower not in NOT_COUNTED]
    with scopes_disabled():
        return {model._meta.label_lower: model._base_manager.count() for model in models}


def words_said(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


@pytest.mark.parametrize("sending", SENDINGS, ids=lambda sending: sending.name)
def test_the_second_sending_adds_nothing_and_leads_to_the_first(sending, world, browser_of):
    cast, rows = world
    browser, path = browser_of(getattr(cast, sending.by)), sending.path(rows)
    form = typed_in(browser.get(sending.page_path(rows)), sending.holding)
    before = counts()

    first = browser.post(path, {**form, **sending.typed(rows)})
    once = counts()
    second = browser.post(path, {**form, **sending.typed(rows)})

    assert first.status_code == 302, getattr(first.context.get("form"), "errors", first.context)
    assert once != before
    assert sending.makes is None or once[sending.makes._meta.label_lower] > before[sending.makes._meta.label_lower]
    assert (counts(), second.status_code, second.url) == (once, 302, first.url)
    assert "It was processed only once." in words_said(second)


MANY = {"partnerships", "reviews", "directory", "outbox"}
# What changes a row and compares what the editor began with (decision 0009): the same again is answered as before.
COMPARES = """
    team_member training agreement_model agreement_lead agreement_quality agreement_term agreement_dissolution
    agreement_responsibilities agreement_signatories section annex party contribution objective office_autonomy_change
    agreement_beyond dialogue_change partnership_change participant_change examination chain chain_map tests value
    support decision organisation_change name_change site_change agreement_registration
    representation contact_change
    reviews:review_objective reviews:review_answers reviews:review_actions reviews:review_decision
    reviews:rhythm_change reviews:campaign_days
    reviews:values_grid reviews:values_paste reviews:evaluation_part reviews:evaluation_answer
    reviews:campaign_workbook
    ending_words ending_successor ending_step_change left_matter
    reviews:meeting_change reviews:meeting_people reviews:meeting_agenda reviews:meeting_papers reviews:meeting_words
    reviews:meeting_note reviews:chair_order reviews:commitment_change view_change
""".split()
USES_UP_ITS_LINK = ["sign", "sign_other", "answer", "directory:message_confirm", "directory:stop_search"]
# the same words by the same link are one remark, one statement or one sheet; a link that was handed over has ended;
# a new link goes to an address once a day; a search is followed once by each; a file that is asked for waits once
KNOWN_AGAIN = """
    directory:confirm directory:consent
    comment reviews:part reviews:part_check reviews:part_draft reviews:part_hand_over
    reviews:health_page reviews:health_send reviews:door_again reviews:meeting_own_words reviews:feedback_give
    portfolio_export sign_again reviews:action_own reviews:door_commitment reviews:door_answer reviews:own_period
    directory:write directory:conversation directory:conversation_visit
    directory:follow_search directory:confirm_search
""".split()
LOOKS = [
    "letter",
    "agreement_model_look",
    "section_look",
    "objective_look",
    "objective_new_look",
    "check_document",
]  # show what is typed, and keep nothing
# the same again is the same
SETS = [
    "reviews:settings",
    "directory:validity",
    "reminder_rule",
    "reminder_settings",
    "directory:messages_mailbox",
]
# the import's status takes one step
MOVES_ON = """
    import_match import_rows import_confirm import_give_up import_undo
    workbook_sheets workbook_check workbook_write workbook_give_up workbook_undo
""".split()


def full(names: list[str]) -> set[str]:
    return {name if ":" in name else f"partnerships:{name}" for name in names}


def test_every_form_that_can_be_sent_is_sent_twice_here_or_named(world, browser_of):
    cast, rows = world
    takes_a_form, acts_once = set(), set()
    for route in ROUTES:
        if route.name.split(":")[0] in MANY:
            role = min(route.may, key=lambda role: role != "manager", default="manager")
            path = reverse(route.name, kwargs=route.about(rows) if route.about else {})
            refused = browser_of(cast.of_role(role)).patch(path)
            takes_a_form |= {route.name} if "POST" in refused.headers.get("Allow", "") else set()
            acts_once |= {route.name} if hasattr(resolve(path).func, "acts_once") else set()
    sent, compares = {sending.name for sending in SENDINGS}, full(COMPARES)
    named = compares | full(SETS + USES_UP_ITS_LINK + KNOWN_AGAIN + LOOKS + MOVES_ON)
    assert (sorted(takes_a_form - sent - named), sorted(named - takes_a_form), sent & named) == ([], [], set())
    assert acts_once == sent | compares


def test_no_form_is_written_without_a_key():
    """Django's own tag writes the token alone."""
    templates = [path for folder in MANY for path in (ROOT / "templates" / folder).rglob("*.html")]
    assert [path.name for path in templates if "{% csrf_token" in path.read_text()] == []

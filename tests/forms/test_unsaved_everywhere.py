"""Every page that keeps what is typed shows it again as it was typed, saves nothing, and complains of nothing."""

from urllib.parse import urljoin, urlsplit

import pytest
from django.db import transaction
from django.urls import resolve

from pes_partnerships.ledger.models import LedgerEntry
from tests.pages import PageForm, forms_on
from tests.permissions.tables import ROUTES

from .asking import page_of

pytestmark = pytest.mark.django_db
PAGES = [route for route in ROUTES if route.method == "get"]
KEEP = "/account/unsaved/"
OF_THE_PAGE = ("csrfmiddlewaretoken", "once", "unsaved")
HIDDEN = ("_FORMS", "seen", "-id", "same_address", "participant")
SENT_LATER = [
    "reviews:action_confirm",
    "reviews:action_done",
    "reviews:action_give_up",
    "reviews:action_new",
    "reviews:action_progress",
    "reviews:activity_new",
    "reviews:alone_cost",
    "reviews:feedback_new",
    "reviews:meeting_cancel",
    "reviews:meeting_change",
    "reviews:meeting_people",
    "reviews:occurrence",
    "reviews:review_actions",
    "reviews:review_answers",
    "reviews:review_decision",
    "reviews:review_enter",
    "reviews:review_objective",
    "reviews:rhythm_change",
    "reviews:rhythm_new",
    "reviews:value_correct",
    "reviews:value_new",
    "reviews:value_withdraw",
    "reviews:warning_accept",
]
# who signs, declines, confirms an act with a reason or has a document checked is not writing a text
NOT_KEPT = [
    "directory:give_back",
    "directory:withdraw",
    "partnerships:agreement_extend",
    "partnerships:agreement_recall",
    "partnerships:check_document",
    "partnerships:duplicate_dismiss",
    "partnerships:partnership_end",
    "partnerships:sign",
]


def kept_form(page, path: str) -> PageForm | None:
    if page.status_code != 200 or not page["Content-Type"].startswith("text/html"):
        return None
    own = [form for form in forms_on(page) if urlsplit(urljoin(path, form.action)).path == urlsplit(path).path]
    return next((form for form in own if "unsaved" in form.sent), None)


def other_words(form: PageForm) -> dict[str, list[str]]:
    """Every field that takes words says something else than the page did; the rest stays."""
    fixed = {*OF_THE_PAGE, *form.choices}
    free = [name for name in form.sent if name not in fixed and not name.endswith(HIDDEN)]
    return form.sent | {name: ["not saved"] for name in free}


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
def test_what_is_typed_comes_back(route, worlds):
    client, path = page_of(worlds, route)
    with transaction.atomic():
        form = kept_form(client.get(path), path)
        if form is not None:
            typed, before = other_words(form), LedgerEntry.objects.count()
            assert client.post(KEEP, typed).status_code == 200

            page = client.get(path)

            again = kept_form(page, path)
            assert again is not None
            assert said(again.sent) == said(typed)
            assert "error-summary" not in page.content.decode()
            assert "field-error" not in page.content.decode()
            assert LedgerEntry.objects.count() == before
        transaction.set_rollback(True)


def said(sent: dict[str, list[str]]) -> dict[str, list[str]]:
    """What counts: a list that came with one empty line may come back without it."""
    return {name: v for name, v in sent.items() if name not in OF_THE_PAGE and any(v) and not name.endswith("_FORMS")}


def test_what_is_sent_later_acts_once_and_belongs_to_a_person(worlds):
    """Decision 0033: a form that its page may send twice needs a view that notices."""
    later = []
    for route in PAGES:
        client, path = page_of(worlds, route)
        page = client.get(path)
        if page.status_code == 200 and not page.streaming and b"data-later" in page.content:
            later.append(route.name)
            assert resolve(urlsplit(path).path).func.acts_once, route.name
            assert b'data-person=""' not in page.content, route.name
    assert sorted(later) == SENT_LATER


def test_most_pages_with_a_form_keep_it(worlds):
    """A form that is drawn without its line (unsaved_line) is kept by nobody."""
    without = []
    for route in PAGES:
        client, path = page_of(worlds, route)
        page = client.get(path)
        if page.status_code == 200 and page["Content-Type"].startswith("text/html"):
            texts = [form for form in forms_on(page) if form.method == "post" and has_words(page, form)]
            without += [route.name for form in texts if "unsaved" not in form.sent]
    assert sorted(without) == sorted(NOT_KEPT)


def has_words(page, form: PageForm) -> bool:
    free = [name for name in form.sent if name not in (*OF_THE_PAGE, *form.choices)]
    return any(f'<textarea name="{name}"' in page.content.decode() for name in free)

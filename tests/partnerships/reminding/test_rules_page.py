"""N1, X1: a service administrator sets when people are reminded, and who hears of what is missed."""

from partnerships.models import ReminderRule, ReminderSettings
from partnerships.reminding.rules.stages import Plan
from pes_partnerships.accounts.models import Membership
from pes_partnerships.ledger.models import LedgerEntry
from tests.pages import typed_in, words_on
from tests.partnerships.reminding.conftest import before_end, ends_soon, ledger, remind
from tests.reviews.conftest import make_partnership

PAGE, HOURS = "/reminders/", "/reminders/settings/"
SIGNATURES, ENDS = "/reminders/kinds/signatures/", "/reminders/kinds/agreement_end/"


def test_the_administrator_sees_every_kind_with_its_plan(in_scope, sign_in):
    browser = sign_in(in_scope.sigita)
    words = words_on(browser.get(PAGE))
    assert "Signatures that are missing 7, 2, 0 The partnership manager from the beginning 14 days after" in words
    assert "every 14 days, 6 reminders at most" in words
    plan = "90, 30, 7 The partnership manager from the beginning 7 days before never"
    assert f"Agreements that end, with nothing to follow {plan}" in words
    assert "Not named" in words
    assert "Reminders" in words_on(browser.get("/"))  # the page has its place in the menu
    assert browser.get("/portfolio/").status_code == 403  # and the portfolio is none of their business


def test_a_manager_reads_it_and_changes_nothing(in_scope, sign_in):
    browser = sign_in(in_scope.lina)
    page = browser.get(PAGE)
    assert ("Signatures that are missing" in words_on(page), SIGNATURES in page.content.decode()) == (True, False)
    assert browser.get(SIGNATURES).status_code == 403


def test_other_lead_times_hold_from_now_on_and_are_in_the_ledger(began, in_scope, sign_in):
    ends_soon(make_partnership(in_scope))
    browser = sign_in(in_scope.sigita)
    form = typed_in(browser.get(ENDS), "lead_days", lead_days="60, 45", head_after="")
    assert browser.post(ENDS, form).status_code == 302
    assert remind(before_end(90)) == 0
    assert remind(before_end(60)) == 1
    act = LedgerEntry.objects.filter(act="reminding.rule_changed").get()
    assert (act.before["lead_days"], act.after["lead_days"]) == ([90, 30, 7], [60, 45])
    assert act.after["reminder_of"] == "agreement_end"
    assert browser.post(ENDS, typed_in(browser.get(ENDS), "lead_days")).status_code == 302  # nothing changed: no act
    assert LedgerEntry.objects.filter(act="reminding.rule_changed").count() == 1


def test_what_cannot_be_kept_is_refused_at_its_field_with_what_was_typed(in_scope, sign_in):
    browser = sign_in(in_scope.sigita)
    for typed, says in (
        ({"lead_days": "soon"}, "soon is not a whole number of days."),
        ({"lead_days": "7, 7"}, "Each lead time can be used only once."),
        ({"lead_days": "400"}, "Name days up to 365 before or after the day."),
        ({"lead_days": "7", "head_after": "999"}, "Name up to 365 days."),
        ({"lead_days": "", "head_after": "", "every": "", "most": "0"}, "Without a day no reminder is sent."),
    ):
        page = browser.post(SIGNATURES, typed_in(browser.get(SIGNATURES), "lead_days", **typed))
        assert (page.status_code, says in words_on(page)) == (422, True), typed
        assert typed_in(page, "lead_days")["lead_days"] == [typed["lead_days"]]
    page = browser.post(ENDS, typed_in(browser.get(ENDS), "lead_days", lead_days="7, -7"))
    assert "Once its day has passed it is over: name days before it." in words_on(page)
    assert not ReminderRule.objects.exists()


def test_a_kind_is_switched_off_and_on(began, in_scope, sign_in):
    ends_soon(make_partnership(in_scope))
    browser = sign_in(in_scope.sigita)
    off = typed_in(browser.get(ENDS), "lead_days")
    del off["is_on"]
    browser.post(ENDS, off)
    assert "No reminders are sent." in words_on(browser.get(PAGE))
    assert remind(before_end(30)) == 0
    browser.post(ENDS, typed_in(browser.get(ENDS), "lead_days", is_on="on"))
    assert remind(before_end(29)) == 1


def test_the_head_is_named_among_those_who_see_the_whole_portfolio(began, in_scope, sign_in):
    ends_soon(make_partnership(in_scope))
    browser = sign_in(in_scope.sigita)
    page = browser.get(HOURS)
    assert ("Vytas" in words_on(page), "Jonas" in words_on(page), "Maarja" in words_on(page)) == (True, False, False)
    form = typed_in(page, "opens", head=str(in_scope.vytas.pk), opens="8", closes="17")
    assert browser.post(HOURS, form).status_code == 302
    assert "Vytas" in words_on(browser.get(PAGE))
    remind(before_end(30, hour=8))
    assert remind(before_end(7, hour=8)) == 2
    assert [line[1] for line in ledger() if line[0] == 7] == ["Lina", "Vytas"]
    for who in (in_scope.jonas, in_scope.maarja):  # a form that was made by hand
        assert browser.post(HOURS, {**form, "head": str(who.pk)}).status_code == 422
    assert browser.post(HOURS, typed_in(browser.get(HOURS), "opens", opens="18", closes="9")).status_code == 422
    act = LedgerEntry.objects.filter(act="reminding.settings_changed").get()
    assert (act.before, act.after) == ({"opens": 7, "closes": 19}, {"opens": 8, "closes": 17})


def test_an_administrator_of_another_service_sets_their_own(began, in_scope, sign_in):
    Membership.objects.filter(user=in_scope.maarja).update(role="service_admin")
    browser = sign_in(in_scope.maarja)
    browser.post(SIGNATURES, typed_in(browser.get(SIGNATURES), "lead_days", lead_days="1"))
    from django_scopes import scopes_disabled

    with scopes_disabled():
        assert set(ReminderRule.objects.values_list("service__code", flat=True)) == {"other"}
        assert sorted(ReminderSettings.objects.values_list("service__code", flat=True)) == ["demo"]


def test_stages_of_a_plan():
    """Before the day as often as is said; then the manager, the head, and again until the cap."""
    plan = Plan(lead_days=(30, 0, 7), manager_after=7, head_after=21, every=14, most=4)
    assert plan.stages() == (30, 7, 0, -7, -21, -35, -49)
    assert plan.stages(ends_at_due=True) == (30, 7, 0)
    assert Plan(lead_days=(0,), manager_after=None, head_after=None, every=10, most=2).stages() == (0, -10, -20)
    assert Plan(lead_days=(0, -3), manager_after=7, head_after=None, every=None, most=9).stages() == (0, -3, -7)
    assert Plan(lead_days=(0,), most=0).stages() == (0,)
    assert [role.value for role in plan.asked_at(0)] == ["manager"]
    assert [role.value for role in plan.asked_at(-7, has_owner=True)] == ["owner", "manager"]
    assert [role.value for role in plan.asked_at(-21)] == ["manager", "head"]

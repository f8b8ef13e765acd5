"What a partnership needs at its launch: lines with a kind, provided by, by when, and when it was met (F11)."

import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partnerships.preparation.services.support import save_support
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from tests.factories import make_partnership

BY = Actor.system()
TRAINING = {"kind": "training", "need": "Half a day together", "provider": "Ona, of the school"}


def url(partnership) -> str:
    return f"/partnerships/{partnership.pk}/support/"


def typed(**line: object) -> dict[str, object]:
    return {"rows-TOTAL_FORMS": 1, "do": "save"} | {f"rows-0-{name}": value for name, value in line.items()}


def day(name: str, on: datetime.date) -> dict[str, int]:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def test_a_support_need_is_saved_with_its_days(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    days = day("due_on", datetime.date(2027, 3, 1)) | day("met_on", datetime.date(2026, 3, 1))

    answer = sign_in(in_scope.lina).post(url(partnership), typed(**TRAINING, **days))

    saved = partnership.support.get()
    assert (answer.status_code, saved.kind, saved.need) == (302, "training", "Half a day together")
    assert (saved.due_on, saved.met_on) == (datetime.date(2027, 3, 1), datetime.date(2026, 3, 1))


def test_a_line_says_what_it_misses_and_a_day_ahead_is_not_met(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)

    answer = sign_in(in_scope.lina).post(url(partnership), typed(provider="The school", **day("met_on", tomorrow)))

    (line,) = answer.context["rows"]
    assert (answer.status_code, sorted(line.errors)) == (422, ["kind", "met_on", "need"])


def test_days_stay_typed_when_a_line_is_added(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)

    answer = sign_in(in_scope.lina).post(
        url(partnership), typed(need="A room", due_on_day="31", due_on_month="xx") | {"do": "rows-add"}
    )

    first = answer.context["rows"].forms[0]
    assert (len(answer.context["rows"].forms), first["due_on"].value()) == (2, ["31", "xx", None])
    assert first.errors == {}


def test_what_may_name_people_stands_erasable_in_the_ledger(in_scope):
    partnership = make_partnership(in_scope.service)
    save_support(partnership=partnership, by=BY, rows=[TRAINING])

    entry = LedgerEntry.objects.about(partnership).filter(act="support_need.saved").get()

    assert (entry.after, entry.private("provider")) == ({"kind": "training"}, "Ona, of the school")


def test_a_need_that_goes_is_an_act(in_scope):
    partnership = make_partnership(in_scope.service)
    save_support(partnership=partnership, by=BY, rows=[TRAINING])
    save_support(partnership=partnership, by=BY, rows=[])

    entry = LedgerEntry.objects.about(partnership).first()
    assert (entry.act, entry.before["kind"], entry.private("need")) == (
        "support_need.removed",
        "training",
        "Half a day together",
    )


def test_readers_see_the_needs_and_which_are_late(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    late = TRAINING | {"due_on": datetime.date(2020, 1, 1)}
    save_support(partnership=partnership, by=BY, rows=[late, TRAINING | {"provider": ""}])
    browser = sign_in(in_scope.vytas)

    page = browser.get(url(partnership)).content.decode()

    assert (page.count(">overdue<"), page.count("not assigned")) == (1, 1)
    assert browser.post(url(partnership), typed(**TRAINING)).status_code == 403


def test_the_list_goes_out_as_a_file(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    save_support(partnership=partnership, by=BY, rows=[TRAINING | {"due_on": datetime.date(2027, 3, 1)}])

    answer = sign_in(in_scope.vytas).get(url(partnership) + "?format=csv")

    assert answer.content.decode("utf-8-sig").splitlines()[1] == (
        'Training,Half a day together,"Ona, of the school",2027-03-01,'
    )


def test_more_needs_ask_no_more_of_the_database(in_scope, sign_in, django_assert_num_queries):
    few, many = make_partnership(in_scope.service), make_partnership(in_scope.service, "Many")
    save_support(partnership=few, by=BY, rows=[TRAINING])
    save_support(partnership=many, by=BY, rows=[TRAINING] * 3)
    browser = sign_in(in_scope.vytas)

    with CaptureQueriesContext(connection) as asked:
        browser.get(url(few))
    with django_assert_num_queries(len(asked)):
        browser.get(url(many))

"""The value question at the start: three answers on two rows, and a no that is shown (F8)."""

from partnerships.models import Examination, Partnership
from partnerships.preparation.services.examining import save_value
from partnerships.shared.services.partnerships import change_partnership
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from tests.factories import make_partnership

BY = Actor.system()
ANSWERS = {
    "added_value": "One first talk instead of three.",
    "value_measured_by": "Days from the first talk to the first offer.",
    "worth": "yes",
    "worth_reason": "",
}


def url(partnership, name: str = "value") -> str:
    return f"/partnerships/{partnership.pk}/{name}/"


def test_the_three_answers_are_kept_where_each_belongs(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)

    answer = sign_in(in_scope.lina).post(url(partnership), ANSWERS)

    saved = Partnership.objects.get(pk=partnership.pk)
    assert answer.url == url(partnership, "preparation")
    assert (saved.added_value, saved.value_measured_by) == (ANSWERS["added_value"], ANSWERS["value_measured_by"])
    assert saved.examination.worth == "yes"


def test_not_worth_it_needs_its_reason_and_keeps_what_was_typed(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)

    answer = sign_in(in_scope.lina).post(url(partnership), ANSWERS | {"worth": "no"})

    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (422, ["worth_reason"])
    assert form["added_value"].value() == ANSWERS["added_value"]
    assert not Examination.objects.exists()


def test_not_worth_it_is_shown_on_the_preparation(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    save_value(partnership=partnership, by=BY, worth="no", worth_reason="Three posts for ten clients.")

    findings = sign_in(in_scope.vytas).get(url(partnership, "preparation")).context["findings"]

    assert [finding["url"] for finding in findings] == [url(partnership)]


def test_a_reason_may_name_people_and_stays_erasable(in_scope):
    partnership = make_partnership(in_scope.service)
    save_value(partnership=partnership, by=BY, worth="no", worth_reason="Ona doubts it.")

    entry = LedgerEntry.objects.about(partnership).filter(act="examination.saved").get()

    assert (entry.after, entry.private("worth_reason")) == ({"worth": "no"}, "Ona doubts it.")


def test_who_was_overtaken_sees_both_answers(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    browser = sign_in(in_scope.lina)
    seen = browser.get(url(partnership)).context["form"]["seen"].value()
    change_partnership(partnership=partnership, by=BY, added_value="Theirs")

    answer = browser.post(url(partnership), {"added_value": "Mine", "worth": "not_clear", "seen": seen})

    rows = [(str(row["label"]), row["theirs"], row["yours"]) for row in answer.context["rows"]]
    assert answer.status_code == 409
    assert rows == [
        ("What added value is expected?", "Theirs", "Mine"),
        ("Do the likely benefits justify the resources invested?", "Not answered yet", "Not yet clear"),
    ]

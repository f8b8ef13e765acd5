"""The chain of support and its map: gaps, doubles, and lists that lose nothing (F1)."""

import pytest

from partnerships.models import Cover
from partnerships.preparation.rules.chain import SHOWN, NeedFacts, Verdict, chain_findings, counted, counts
from partnerships.preparation.services.chain import save_chain
from partnerships.shared.services.conflicts import Conflict
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from tests.factories import make_partnership
from tests.factories.preparation import cover, make_actor, make_needs
from tests.pages import words_on

BY = Actor.system()
EXTENTS = {
    Verdict.GAP: [("", ""), ("not", "not"), ("", "not")],
    Verdict.COULD: [("could", "not"), ("not", "could"), ("could", "")],
    Verdict.PART: [("part", "could"), ("part", "part")],
    Verdict.ONCE: [("full", "part"), ("not", "full"), ("full", "")],
    Verdict.DOUBLE: [("full", "full"), ("part", "full", "full")],
}
CASES = [(verdict, extents) for verdict, several in EXTENTS.items() for extents in several]


def facts(*extents: str, need: str = "A talk", note: str = "") -> NeedFacts:
    return NeedFacts(1, need, extents, note)


def url(partnership, name: str = "chain/") -> str:
    return f"/partnerships/{partnership.pk}/{name}"


def typed(*needs: str, do: str = "save", **more: object) -> dict[str, object]:
    lines = {f"rows-{place}-need": need for place, need in enumerate(needs)}
    return {"rows-TOTAL_FORMS": len(needs), "rows-INITIAL_FORMS": 0, "do": do, **lines, **more}


def needs_of(partnership) -> list[str]:
    return [need.need for need in partnership.chain.all()]


def typed_needs(answer) -> list[str]:
    return [line["need"].value() or "" for line in answer.context["rows"].kept]


@pytest.mark.parametrize(("verdict", "extents"), CASES)
def test_the_verdict_follows_from_what_all_say(verdict, extents):
    assert facts(*extents).verdict == verdict


def test_the_counts_add_up_and_leave_out_what_none_has():
    needs = [facts("full"), facts("not"), facts("full", "full"), facts("full", "part")]

    assert counts(needs) == [(Verdict.GAP, 1), (Verdict.DOUBLE, 1), (Verdict.ONCE, 2)]


def test_the_words_under_a_number_are_of_that_number():
    assert counted("gap", 1) != counted("gap", 2)
    assert counted("double", 1) != counted("double", 2)
    assert len({counted(verdict, 2) for verdict in Verdict}) == len(Verdict)


def test_a_finding_names_the_first_needs_and_counts_them_all():
    def only(count: int):
        return next(iter(chain_findings([facts("not", need=f"Need {number}") for number in range(count)])))

    assert only(1).detail == "Need 0."
    assert only(SHOWN).detail.endswith(f"Need {SHOWN - 1}.")
    assert str(SHOWN + 1) in str(only(SHOWN + 1).title)
    assert only(SHOWN + 1).detail.endswith(f"Need {SHOWN - 1} …")


def test_a_gap_and_a_promise_need_others_and_a_double_a_word_of_ours():
    needs = [facts("not"), facts("could"), facts("full", "full")]
    found = {finding.code: finding for finding in chain_findings(needs)}

    assert {code: finding.needs_others for code, finding in found.items()} == {
        "gap": True, "only_could": True, "double": False,
    }  # fmt: skip
    assert {finding.anchor for finding in found.values()} == {"chain_map"}
    assert not any(finding.is_blocking for finding in found.values())


def test_a_gap_a_promise_and_a_double_without_a_word_are_findings():
    needs = [
        facts("not", "not", need="Debts"),
        facts("not", "could", need="Housing"),
        facts("full", "full", need="Advice"),
        facts("full", "full", need="A job", note="We the young, they the old."),
        facts("full", "part", need="A trial"),
        facts("", "", need="Not asked yet"),
    ]

    found = {finding.code: finding.detail for finding in chain_findings(needs)}

    assert found == {"gap": "Debts.", "only_could": "Housing.", "double": "Advice."}


def test_the_page_saves_the_needs_in_their_order_and_ignores_empty_lines(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)

    answer = sign_in(in_scope.lina).post(url(partnership), typed("A talk", "", "A job", **{"rows-2-ours": "part"}))

    saved = [(need.need, need.ours) for need in partnership.chain.all()]
    assert (answer.status_code, saved) == (302, [("A talk", ""), ("A job", "part")])


@pytest.mark.parametrize(
    ("do", "then"),
    [
        ("up-1", ["B", "A", "C"]),
        ("down-1", ["A", "C", "B"]),
        ("up-0", ["A", "B", "C"]),
        ("down-2", ["A", "B", "C"]),
        ("remove-0", ["B", "C"]),
        ("remove-9", ["A", "B", "C"]),
        ("add", ["A", "B", "C", ""]),
    ],
)
def test_a_button_moves_lines_and_saves_nothing(in_scope, sign_in, do, then):
    partnership = make_partnership(in_scope.service)

    answer = sign_in(in_scope.lina).post(url(partnership), typed("A", "B", "C", do=f"rows-{do}"))

    assert (answer.status_code, typed_needs(answer), needs_of(partnership)) == (200, then, [])


def test_a_line_is_moved_with_all_that_belongs_to_it(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    first, second = make_needs(partnership, "A talk", "A job")
    keys = {"rows-0-id": first.pk, "rows-1-id": second.pk, "rows-1-note": "typed"}
    browser = sign_in(in_scope.lina)

    moved = browser.post(url(partnership), typed("A talk", "A job", do="rows-up-1", **keys)).context["rows"]

    assert [(line["id"].value(), line["note"].value()) for line in moved] == [
        (str(second.pk), "typed"),
        (str(first.pk), None),
    ]


def test_a_need_without_words_says_what_to_do(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    (need,) = make_needs(partnership, "A talk")

    answer = sign_in(in_scope.lina).post(url(partnership), typed("", **{"rows-0-id": need.pk}))

    assert answer.status_code == 422
    assert answer.context["rows"].forms[0].errors["need"] == ["Describe the need, or remove the line."]


def test_marks_that_nobody_sees_are_no_need(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)

    answer = sign_in(in_scope.lina).post(url(partnership), typed("\u202e\u200b"))

    assert answer.context["rows"].forms[0].errors["need"] == ["Describe the need, or remove the line."]
    assert needs_of(partnership) == []


@pytest.mark.parametrize("total", ["", "-5", "many", None])
def test_a_number_of_lines_that_did_not_arrive_takes_no_line_away(in_scope, sign_in, total):
    partnership = make_partnership(in_scope.service)
    make_needs(partnership, "A talk", "A job")
    sent = typed("A talk", "A job", "A place", **{"rows-TOTAL_FORMS": total})

    sign_in(in_scope.lina).post(url(partnership), {name: said for name, said in sent.items() if said is not None})

    assert needs_of(partnership) == ["A talk", "A job", "A place"]


def test_a_form_that_arrives_without_its_lines_saves_nothing(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    make_needs(partnership, "A talk", "A job")

    answer = sign_in(in_scope.lina).post(url(partnership), {"do": "save"})

    assert (answer.status_code, needs_of(partnership)) == (422, ["A talk", "A job"])
    assert "The lines were not received, so nothing was saved." in words_on(answer)


def test_thirty_needs_are_enough(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)

    answer = sign_in(in_scope.lina).post(url(partnership), typed(*[f"Need {n}" for n in range(31)]))

    assert answer.context["rows"].non_form_errors() == ["At most 30 lines can be saved. Remove the other lines."]
    assert needs_of(partnership) == []


def test_needs_keep_their_covers_when_they_change_and_move(in_scope):
    partnership = make_partnership(in_scope.service)
    first, second = make_needs(partnership, "A talk", "A job")
    cover(make_actor(partnership), "full", "part")

    rows = [{"id": second.pk, "need": "A good job"}, {"id": first.pk, "need": "A talk"}, {"need": "New"}]
    save_chain(partnership=partnership, by=BY, rows=rows)

    assert needs_of(partnership) == ["A good job", "A talk", "New"]
    assert {row.need_id: row.extent for row in Cover.objects.all()} == {first.pk: "full", second.pk: "part"}


def test_the_ledger_has_what_changed_what_went_and_what_moved(in_scope):
    partnership = make_partnership(in_scope.service)
    first, _second, third = make_needs(partnership, "A talk", "A job", "Debts")
    started = LedgerEntry.objects.count()

    rows = [{"id": third.pk, "need": "Debts"}, {"id": first.pk, "need": "A first talk"}]
    save_chain(partnership=partnership, by=BY, rows=rows)

    told = [(entry.act, entry.before, entry.after) for entry in LedgerEntry.objects.all()[started:]]
    assert told == [
        ("chain.removed", {"need": "A job", "ours": ""}, {}),
        ("chain.saved", {"need": "A talk"}, {"need": "A first talk"}),
        ("chain.saved", {}, {"lines": ["Debts", "A first talk"]}),
    ]


def test_saving_the_same_again_is_no_act(in_scope):
    partnership = make_partnership(in_scope.service)
    (need,) = make_needs(partnership, "A talk")
    before = LedgerEntry.objects.count()

    save_chain(partnership=partnership, by=BY, rows=[{"id": need.pk, "need": "A talk"}])

    assert LedgerEntry.objects.count() == before


def test_a_need_of_another_partnership_is_not_taken_over(in_scope):
    ours, other = make_partnership(in_scope.service), make_partnership(in_scope.service, "Another")
    (foreign,) = make_needs(other, "Theirs")

    save_chain(partnership=ours, by=BY, rows=[{"id": foreign.pk, "need": "Ours"}])

    assert (needs_of(ours), needs_of(other)) == (["Ours"], ["Theirs"])


def test_two_editors_of_the_list_meet_and_lose_nothing(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    browser = sign_in(in_scope.lina)
    seen = browser.get(url(partnership)).context["rows"].seen
    make_needs(partnership, "Theirs")

    answer = browser.post(url(partnership), typed("Mine", **{"rows-seen": seen}))

    (row,) = answer.context["rows"]
    assert (answer.status_code, row["theirs"], row["yours"]) == (409, "Theirs", "Mine")
    assert ("rows-0-need", "Mine") in answer.context["hidden"]
    with pytest.raises(Conflict):
        save_chain(partnership=partnership, by=BY, rows=[], seen=seen)

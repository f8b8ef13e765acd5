"""X2: the team, its skills, what it lacks and what is done about it; personal, and seen by few."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partnerships.models import SkillMark, TeamMember, Training
from partnerships.preparation.rules.skills import Mark, Planned, open_needs, team_findings
from partnerships.preparation.services.team import AlreadyOnTeam, add_member, candidates, save_member, save_training
from partnerships.rules.vocabulary import Skill
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor, erase_person, verify
from pes_partnerships.lib.moves import MoveRefused
from tests.factories import make_contact, make_organisation, make_participation, make_partnership
from tests.factories.advice import make_member, make_training
from tests.factories.forming import BY
from tests.pages import typed_in, words_on

EVERY_SKILL_GOOD = [Mark(1, skill, 3) for skill in Skill]


@pytest.fixture
def partnership(in_scope):
    return make_partnership(in_scope.service, office=in_scope.alytus)


@pytest.fixture
def team_url(partnership):
    return f"/partnerships/{partnership.pk}/team/"


def codes(people, marks) -> list[str]:
    return [finding.code for finding in team_findings(people, marks)]


def test_a_team_with_every_skill_lacks_nothing():
    assert codes([1], EVERY_SKILL_GOOD) == []
    assert codes([], []) == []


def test_a_skill_that_nobody_has_well_is_found():
    weak = [mark for mark in EVERY_SKILL_GOOD if mark.skill != "negotiation"]

    assert codes([1, 2], [*weak, Mark(1, "negotiation", 2), Mark(2, "negotiation", 1)]) == ["lacking_negotiation"]
    assert codes([1, 2], [*weak, Mark(2, "negotiation", None, True)]) == ["unknown_negotiation"]
    assert codes([1, 2], [*weak, Mark(2, "negotiation", 3)]) == []
    assert codes([1], [*weak, Mark(2, "negotiation", 3)]) == ["unknown_negotiation"]


def test_who_left_takes_the_skill_along():
    assert codes([2], [Mark(2, skill, 4) for skill in Skill if skill != "analysis"] + [Mark(1, "analysis", 4)]) == [
        "unknown_analysis"
    ]


def test_a_need_is_open_until_something_is_planned_for_it():
    needs = [Mark(1, "negotiation", 2, True), Mark(2, "negotiation", 1, True), Mark(2, "analysis", 3, False)]

    assert open_needs(needs, []) == needs[:2]
    assert open_needs(needs, [Planned(("negotiation",), (1,))]) == [needs[1]]
    assert open_needs(needs, [Planned((), ())]) == []
    assert open_needs(needs, [Planned(("analysis",), ())]) == needs[:2]
    assert open_needs(needs, [Planned(("negotiation",), (), is_done=True)]) == needs[:2]
    assert open_needs(needs, [Planned((), (2,))]) == [needs[0]]
    assert open_needs(needs, [Planned(("analysis",), (1, 2))]) == needs[:2]


def test_people_come_from_the_service_from_partners_or_by_name(in_scope, sign_in, partnership):
    contact = make_contact(make_organisation(in_scope.service))
    make_contact(make_organisation(in_scope.service, "Not at the table"), "Stranger")
    make_participation(partnership, contact.organisation, status="member")
    browser, url = sign_in(in_scope.lina), f"/partnerships/{partnership.pk}/team/new/"

    users, contacts = candidates(partnership)
    assert (in_scope.maarja in users, list(contacts)) == (False, [contact])
    for who in ({"user": in_scope.jonas.pk}, {"contact": contact.pk}, {"name": "Rasa", "part": "Keeps the figures"}):
        assert browser.post(url, who).status_code == 302
    assert [member.shown_name for member in TeamMember.objects.all()] == ["Jonas", "Ona Petraitė", "Rasa"]


@pytest.mark.parametrize(
    ("who", "field"), [({"name": ""}, "user"), ({"user": "lina", "name": "Rasa"}, "name"), ({"user": "maarja"}, "user")]
)
def test_exactly_one_person_of_the_own_service(in_scope, sign_in, partnership, who, field):
    typed = {name: getattr(in_scope, value).pk if name == "user" else value for name, value in who.items()}

    page = sign_in(in_scope.lina).post(f"/partnerships/{partnership.pk}/team/new/", typed)

    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert TeamMember.objects.count() == 0


def test_nobody_is_on_the_team_twice_at_a_time(in_scope, partnership):
    first = add_member(partnership=partnership, by=BY, user=in_scope.lina)
    with pytest.raises(AlreadyOnTeam):
        add_member(partnership=partnership, by=BY, user=in_scope.lina)
    save_member(member=first, by=BY, marks={}, left_on=datetime.date(2026, 1, 31))

    add_member(partnership=partnership, by=BY, user=in_scope.lina)

    with pytest.raises(AlreadyOnTeam):
        save_member(member=first, by=BY, marks={}, left_on=None)


def test_a_foreign_person_is_refused_by_the_service(in_scope, partnership):
    with pytest.raises(MoveRefused):
        add_member(partnership=partnership, by=BY, user=in_scope.maarja)
    elsewhere = make_member(make_partnership(in_scope.service, "Another"), "Elena")
    with pytest.raises(MoveRefused):
        save_training(partnership=partnership, by=BY, title="X", kind="joint", members=[elsewhere])
    assert Training.objects.count() == 0


def test_part_marks_and_leaving_are_one_form(in_scope, sign_in, partnership):
    member, browser = make_member(partnership, negotiation=(2, True), analysis=(3, False)), sign_in(in_scope.lina)
    form = typed_in(browser.get(f"/team/{member.pk}/"), "part")
    form |= {"part": "Chairs", "level_negotiation": "4", "level_analysis": "", "training_project": "on"}
    del form["training_negotiation"]

    browser.post(f"/team/{member.pk}/", form)

    member.refresh_from_db()
    assert (member.part, member.left_on) == ("Chairs", None)
    marks = set(SkillMark.objects.values_list("skill", "level", "needs_training"))
    assert marks == {("negotiation", 4, False), ("project", None, True)}


def test_nobody_leaves_in_the_future(in_scope, sign_in, partnership):
    member, day = make_member(partnership), timezone.localdate() + datetime.timedelta(days=2)
    typed = {"left_on_day": day.day, "left_on_month": day.month, "left_on_year": day.year, "level_analysis": "9"}

    page = sign_in(in_scope.lina).post(f"/team/{member.pk}/", typed)

    assert (page.status_code, set(page.context["form"].errors)) == (422, {"left_on", "level_analysis"})


def test_what_is_said_of_a_person_is_private_in_the_ledger_and_can_be_erased(in_scope, partnership):
    member = add_member(partnership=partnership, by=BY, user=in_scope.jonas, part="Chairs")
    save_member(member=member, by=BY, marks={"negotiation": (1, True)}, part="Chairs")

    saved, marked = LedgerEntry.objects.get(act="team.saved"), LedgerEntry.objects.get(act="skills.marked")
    assert (saved.after, saved.object_label, saved.private("name")) == ({"people": 1}, "", "Jonas")
    assert (marked.after, marked.private("marks")) == ({"skills": 1}, "negotiation: new, training")
    erase_person(person=in_scope.jonas, by=BY)
    assert (saved.private("name"), marked.private("marks"), verify().ok) == (None, None, True)


def test_the_page_says_what_the_team_lacks_and_which_needs_are_open(in_scope, sign_in, partnership, team_url):
    make_member(partnership, "Rasa", **{skill: (3, False) for skill in Skill.values if skill != "negotiation"})
    make_member(partnership, "Elena", negotiation=(2, True))

    page = sign_in(in_scope.jonas).get(team_url)

    assert [finding.code for finding in page.context["findings"]] == ["lacking_negotiation"]
    assert [(need["skill"], need["people"]) for need in page.context["needs"]] == [("negotiation", "Elena")]
    assert "Basic needs training" in words_on(page)
    make_training(partnership)
    assert sign_in(in_scope.jonas).get(team_url).context["needs"] == []


def test_a_training_is_planned_done_and_taken_away(in_scope, sign_in, partnership, team_url):
    member, browser = make_member(partnership), sign_in(in_scope.lina)
    typed = {"kind": "secondment", "title": "A month at the youth office", "members": [member.pk]}
    browser.post(f"/partnerships/{partnership.pk}/trainings/new/", typed)
    training = Training.objects.get()
    assert [row.row for row in browser.get(team_url).context["planned"]] == [training]

    form = typed_in(browser.get(f"/trainings/{training.pk}/"), "title", note="Rasa knows whom to ask.")
    form |= {"done_on_day": 31, "done_on_month": 1, "done_on_year": 2026}
    browser.post(f"/trainings/{training.pk}/", form)
    page = browser.get(team_url)
    assert [(row.people, row.row.note) for row in page.context["done"]] == [("Rasa", "Rasa knows whom to ask.")]
    browser.post(f"/trainings/{training.pk}/", {"remove": "1"})
    assert Training.objects.count() == 0
    acts = LedgerEntry.objects.filter(act__startswith="training").order_by("seq")
    assert [entry.act for entry in acts] == ["training.saved", "training.saved", "training.removed"]
    assert acts[0].after == {"kind": "secondment", "title": "A month at the youth office", "people": 1}
    assert (acts[1].after, acts[1].private("note")) == ({"done_on": "2026-01-31"}, "Rasa knows whom to ask.")


def test_a_training_says_which_field_is_wrong(in_scope, sign_in, partnership):
    foreign = make_member(make_partnership(in_scope.service, "Another"), "Elena")
    day = timezone.localdate() + datetime.timedelta(days=2)
    typed = {"members": [foreign.pk], "done_on_day": day.day, "done_on_month": day.month, "done_on_year": day.year}

    page = sign_in(in_scope.lina).post(f"/partnerships/{partnership.pk}/trainings/new/", typed)

    assert (page.status_code, set(page.context["form"].errors)) == (422, {"kind", "title", "members", "done_on"})


def test_only_managers_and_the_own_offices_staff_see_people(in_scope, sign_in, partnership, team_url):
    make_member(partnership)
    seen = {
        who: sign_in(getattr(in_scope, who)).get(team_url).status_code for who in ("lina", "jonas", "tiiu", "vytas")
    }

    assert seen == {"lina": 200, "jonas": 200, "tiiu": 404, "vytas": 403}
    assert "Add a person" not in words_on(sign_in(in_scope.jonas).get(team_url))


def test_neither_names_nor_marks_stand_in_the_history_that_readers_see(in_scope, sign_in, partnership):
    member = make_member(partnership, "Rasa Unusual", negotiation=(1, True))
    save_training(partnership=partnership, by=BY, title="Session", kind="joint", members=[member], note="Rasa was late")

    words = words_on(sign_in(in_scope.vytas).get(f"/partnerships/{partnership.pk}/history/"))

    assert "recorded skills of the partnership’s team" in words
    assert ("Rasa" in words, "None yet" in words) == (False, False)


def test_three_people_and_trainings_take_as_many_queries_as_one(
    in_scope, sign_in, partnership, team_url, django_assert_num_queries
):
    contact = make_contact(make_organisation(in_scope.service))
    make_participation(partnership, contact.organisation, status="member")
    by, browser = Actor.user(in_scope.lina), sign_in(in_scope.lina)

    def more(**who):
        member = add_member(partnership=partnership, by=by, **who)
        save_member(member=member, by=by, marks={"analysis": (2, True), "project": (3, False)})
        make_training(partnership, members=[member])

    more(contact=contact)
    with CaptureQueriesContext(connection) as one:
        browser.get(team_url)
    more(user=in_scope.jonas)
    more(name="Rasa")
    with django_assert_num_queries(len(one)):
        assert len(browser.get(team_url).context["present"]) == 3


def test_matrix_and_trainings_go_out_as_files(in_scope, sign_in, partnership, team_url):
    make_member(partnership, "Rasa", negotiation=(2, True))
    make_training(partnership, planned_on=datetime.date(2026, 3, 1))
    browser = sign_in(in_scope.jonas)

    matrix = browser.get(f"{team_url}?format=csv").content.decode("utf-8-sig").splitlines()
    assert matrix[1] == 'Rasa,,,,,,,"Basic, needs training",,,'
    trainings = browser.get(f"{team_url}?list=trainings&format=csv").content.decode("utf-8-sig").splitlines()
    assert (
        trainings[1] == "Joint training with partners,Negotiating with partners,Negotiation,the whole team,2026-03-01,,"
    )
    assert browser.get(f"{team_url}?format=xlsx").headers["Content-Disposition"].endswith('.xlsx"')

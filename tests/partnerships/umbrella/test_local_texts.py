"""A18: an umbrella agreement passes parts and objectives down; local agreements are made from it and watched."""

from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.agreements.services.abandoning import abandon_draft
from partnerships.drafting.services.writing import save_section
from partnerships.merging.services.merging import merge, undo_merge
from partnerships.models import Agreement, LocalText, Partnership
from partnerships.objectives.services import save_objective
from partnerships.participants.services.participants import add_participant
from partnerships.umbrella.services.making import Wanted, expect, make_local_texts
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.models import LedgerEntry
from tests.cast import person
from tests.factories import make_organisation
from tests.factories.dialogue import in_days
from tests.factories.forming import BY
from tests.factories.umbrella import made, make_local, make_template_of, office
from tests.pages import typed_in, words_on

FIRST = "More young people get support"


def url_of(page: str, *keys: object) -> str:
    return reverse(f"partnerships:{page}", args=keys)


def tasks(lina, draft) -> str:
    return words_on(lina.get(url_of("agreement", draft.pk)))


def test_from_the_first_word_to_two_drafts_by_hand(umbrella, lina, in_scope):
    kaunas, vilnius = office(umbrella, "Kaunas"), office(umbrella, "Vilnius")
    page = url_of("local_texts", umbrella.partnership_id)
    assert "No local agreement is expected yet" in words_on(lina.get(page))
    template = url_of("local_template", umbrella.partnership_id)
    shown = lina.get(template)
    assert typed_in(shown, "part-purpose")["part-purpose"] == ["fixed"]

    answer = lina.post(template, typed_in(shown, "part-purpose", **{"part-meetings": "module"}), follow=True)

    assert "Template 1 has been made." in words_on(answer)
    make = url_of("local_texts_make", umbrella.partnership_id)
    places = {"places": [f"office-{kaunas.pk}", f"office-{vilnius.pk}"]}
    answer = lina.post(make, typed_in(lina.get(make), "formality", **places, modules=["meetings"]), follow=True)
    words = words_on(answer)
    assert "2 drafts have been made." in words
    assert "0 of 2" in words
    drafts = Agreement.objects.filter(parent=umbrella)
    assert sorted(each.partnership.office.name for each in drafts) == ["Kaunas", "Vilnius"]
    draft = drafts.first()
    assert draft.sections.get(key="purpose").body == umbrella.sections.get(key="purpose").body
    assert draft.sections.filter(key="meetings").exists()
    assert [party.name for party in draft.parties.all()] == [umbrella.partnership.service.name]
    assert LedgerEntry.objects.filter(act="local_text.made").count() == 2


def test_making_twice_makes_one(umbrella, in_scope):
    kaunas = office(umbrella, "Kaunas")
    assert len(made(umbrella, in_scope, kaunas)) == 1

    assert made(umbrella, in_scope, kaunas) == []
    assert Partnership.objects.filter(local_text__office=kaunas).count() == 1


def test_a_partner_of_the_umbrella_makes_one_and_is_its_party(umbrella, in_scope):
    school = make_organisation(in_scope.service, "Vocational school", "education")
    add_participant(partnership=umbrella.partnership, by=BY, organisation=school)

    [draft] = made(umbrella, in_scope, school)

    assert [party.name for party in draft.parties.all()][1:] == ["Vocational school"]


def test_a_module_that_was_not_chosen_is_left_out(umbrella, in_scope):
    template = make_template_of(umbrella, in_scope)
    template.parts |= {"meetings": "module"}
    template.save()

    [draft] = made(umbrella, in_scope, office(umbrella, "Kaunas"))

    assert not draft.sections.filter(key="meetings").exists()


def test_a_local_text_may_ask_for_more_and_not_for_less(umbrella, lina, in_scope):
    objective = umbrella.objectives.get(title=FIRST)
    make_template_of(umbrella, in_scope, **{str(objective.lineage): "same"})
    [draft] = made(umbrella, in_scope, office(umbrella, "Kaunas"))
    own = draft.objectives.get(passed_from=objective.lineage)
    save_objective(agreement=draft, objective=own, by=BY, target=objective.target + 1)
    assert "the umbrella agreement asks for" not in tasks(lina, draft)

    save_objective(agreement=draft, objective=own, by=BY, target=objective.target - 1)

    assert "the umbrella agreement asks for" in tasks(lina, draft)
    listed = words_on(lina.get(url_of("local_texts", umbrella.partnership_id)))
    assert f"Asks for less than the umbrella agreement: {FIRST}" in listed
    own.delete()
    assert f"The objective “{FIRST}” of the umbrella agreement is missing." in tasks(lina, draft)


def test_a_part_that_is_passed_down_word_for_word_is_not_rewritten(umbrella, lina, in_scope):
    [draft] = made(umbrella, in_scope, office(umbrella, "Kaunas"))
    assert "is not as the umbrella agreement has it" not in tasks(lina, draft)

    save_section(agreement=draft, key="purpose", body="Something of our own.", by=BY)

    assert "“Purpose and starting point” is not as the umbrella agreement has it." in tasks(lina, draft)


def test_the_wording_of_the_umbrella_is_shown_beside_a_fixed_section_and_restored(umbrella, lina, in_scope):
    [draft] = made(umbrella, in_scope, office(umbrella, "Kaunas"))
    page = url_of("section", draft.pk, "purpose")
    assert "This section is passed down word for word." in words_on(lina.get(page))
    save_section(agreement=draft, key="purpose", title="Purpose", body="Ours alone.", clauses=[], by=BY)
    shown = lina.get(page)
    assert "Restore the wording of the umbrella agreement" in words_on(shown)
    assert "is not as the umbrella agreement has it" in tasks(lina, draft)

    answer = lina.post(url_of("local_part_restore", draft.partnership.local_text.pk, "purpose"), follow=True)

    assert "has been restored." in words_on(answer)
    assert "is not as the umbrella agreement has it" not in tasks(lina, draft)
    assert "Ours alone." not in answer.content.decode()
    save_section(agreement=draft, key="meetings", title="", body="We meet on Fridays.", clauses=[], by=BY)
    assert "Restore the wording" not in words_on(lina.get(url_of("section", draft.pk, "meetings")))
    refused = lina.post(url_of("local_part_restore", draft.partnership.local_text.pk, "meetings"), follow=True)
    assert "Nothing was restored" in words_on(refused)
    assert draft.sections.get(key="meetings").body == "We meet on Fridays."


def test_promises_are_added_up_and_gaps_are_named(umbrella, lina, in_scope):
    objective = umbrella.objectives.get(title=FIRST)
    make_template_of(umbrella, in_scope, **{str(objective.lineage): "in_parts"})
    one, _two = made(umbrella, in_scope, office(umbrella, "Kaunas"), office(umbrella, "Vilnius"))
    own = one.objectives.get(passed_from=objective.lineage)
    assert own.target is None
    save_objective(agreement=one, objective=own, by=BY, target=Decimal(250))

    words = words_on(lina.get(url_of("local_texts", umbrella.partnership_id)))

    assert "250 in drafts: 250 of 900. 1 has no number yet." in words
    sheet = lina.get(url_of("local_texts", umbrella.partnership_id) + "?format=csv").content.decode("utf-8-sig")
    assert "Kaunas" in sheet


def test_who_makes_none_says_why_and_is_not_waited_for(umbrella, lina, in_scope):
    make_template_of(umbrella, in_scope)
    local = make_local(umbrella.partnership, "Kutina")
    page = url_of("local_text_none", local.pk)

    answer = lina.post(page, typed_in(lina.get(page), "reason", reason="No centre in the region yet."), follow=True)

    assert "No centre in the region yet." in words_on(answer)
    assert "0 of 0" in words_on(answer)
    assert made(umbrella, in_scope, local.office) == []
    lina.post(page, {**typed_in(lina.get(page), "reason"), "again": "1"})
    local.refresh_from_db()
    assert local.opted_out_reason == ""


def test_the_page_takes_as_many_queries_for_three_as_for_one(umbrella, lina, in_scope):
    page = url_of("local_texts", umbrella.partnership_id)
    made(umbrella, in_scope, office(umbrella, "Kaunas"))
    lina.get(page)
    with CaptureQueriesContext(connection) as one:
        lina.get(page)
    made(umbrella, in_scope, office(umbrella, "Vilnius"), office(umbrella, "Klaipėda"))
    with CaptureQueriesContext(connection) as three:
        lina.get(page)

    assert len(three) == len(one)
    assert LocalText.objects.count() == 3


def test_a_draft_is_brought_to_a_newer_template_and_keeps_what_was_written_locally(umbrella, lina, in_scope):
    first, second = umbrella.objectives.all()[:2]
    lineages = {str(first.lineage): "in_parts", str(second.lineage): ""}
    make_template_of(umbrella, in_scope, **lineages)
    [draft] = made(umbrella, in_scope, office(umbrella, "Kaunas"))
    own = draft.objectives.get(passed_from=first.lineage)
    save_objective(agreement=draft, objective=own, by=BY, target=Decimal(250))
    save_section(agreement=draft, key="purpose", body="Something of our own.", by=BY)
    save_section(agreement=draft, key="meetings", body="We meet on Fridays.", by=BY)
    make_template_of(umbrella, in_scope, **{str(second.lineage): "same"})
    listed = words_on(lina.get(url_of("local_texts", umbrella.partnership_id)))
    assert "Bring it to the newest template" in listed
    page = url_of("local_text_bring", LocalText.objects.get().pk)
    shown = words_on(lina.get(page))
    assert "Purpose and starting point" in shown
    assert "Something of our own." in shown  # what is lost is read before it is
    assert second.title in shown
    assert "Meetings, chair and decisions" not in shown

    answer = lina.post(page, typed_in(lina.get(page), "once"), follow=True)

    assert "The draft follows template 2 now." in words_on(answer)
    assert draft.sections.get(key="purpose").body == umbrella.sections.get(key="purpose").body
    assert draft.sections.get(key="meetings").body == "We meet on Fridays."
    own.refresh_from_db()
    assert own.target == 250
    assert draft.objectives.get(passed_from=second.lineage).target == second.target
    assert "says already what this template passes down" in words_on(lina.get(page))


def test_who_is_bound_to_an_office_makes_none_for_another_one(umbrella, sign_in, in_scope):
    """X1: nor is a manager who is bound to one office named for another one."""
    make_template_of(umbrella, in_scope)
    kaunas = make_local(umbrella.partnership, "Kaunas")
    bound = person("Rasa", in_scope.service, Role.MANAGER, umbrella.partnership.office)
    Partnership.objects.filter(pk=umbrella.partnership_id).update(manager=bound)
    rasa = sign_in(bound)

    for page in ("local_texts_make", "local_texts"):
        assert "Kaunas" not in words_on(rasa.get(url_of(page, umbrella.partnership_id))), page
    assert rasa.get(url_of("local_text_none", kaunas.pk)).status_code == 404
    umbrella.partnership.refresh_from_db()
    [draft] = made(umbrella, in_scope, kaunas.office)
    assert (draft.partnership.office, draft.partnership.manager) == (kaunas.office, None)


def test_a_discarded_draft_is_not_begun_and_may_be_made_again(umbrella, lina, in_scope):
    kaunas = office(umbrella, "Kaunas")
    [draft] = made(umbrella, in_scope, kaunas)
    abandon_draft(agreement=draft, by=BY)

    listed = words_on(lina.get(url_of("local_texts", umbrella.partnership_id)))

    assert "Not begun" in listed
    assert "Kaunas" in words_on(lina.get(url_of("local_texts_make", umbrella.partnership_id)))
    template = umbrella.local_templates.first()
    wanted = [Wanted(kaunas)]
    made_again = make_local_texts(
        umbrella=umbrella, template=template, wanted=wanted, formality="informal", user=in_scope.lina
    )
    assert [each.partnership for each in made_again] == [draft.partnership]
    assert draft.partnership.agreements.filter(status="draft").count() == 1


def test_quotas_and_milestones_are_passed_down_word_for_word(umbrella, in_scope):
    objective = next(each for each in umbrella.objectives.all() if each.quotas.count() + each.milestones.count())
    make_template_of(umbrella, in_scope, **{str(objective.lineage): "same"})

    [draft] = made(umbrella, in_scope, office(umbrella, "Kaunas"))

    own = draft.objectives.get(passed_from=objective.lineage)
    assert [str(each) for each in own.quotas.all()] == [str(each) for each in objective.quotas.all()]
    assert own.milestones.count() == objective.milestones.count()


def test_a_number_of_something_else_is_not_added_up(umbrella, lina, in_scope):
    objective = umbrella.objectives.get(title=FIRST)
    make_template_of(umbrella, in_scope, **{str(objective.lineage): "in_parts"})
    [draft] = made(umbrella, in_scope, office(umbrella, "Kaunas"))
    own = draft.objectives.get(passed_from=objective.lineage)

    save_objective(agreement=draft, objective=own, by=BY, target=Decimal(40), unit="sessions")

    assert "does not count what the umbrella agreement counts." in tasks(lina, draft)
    assert "0 in drafts: 0 of 900." in words_on(lina.get(url_of("local_texts", umbrella.partnership_id)))


def test_a_lapsed_umbrella_makes_none(umbrella, lina, in_scope):
    make_template_of(umbrella, in_scope)
    Agreement.objects.filter(pk=umbrella.pk).update(ends_latest=in_days(-1))

    page = words_on(lina.get(url_of("local_texts_make", umbrella.partnership_id), follow=True))

    assert "Make the drafts" not in page


def test_the_line_of_a_partner_follows_its_record_when_that_is_merged(umbrella, in_scope):
    school, same_school = (make_organisation(in_scope.service, name, "education") for name in ("School", "The School"))
    expect(umbrella=umbrella.partnership, places=[same_school], by=BY)
    local = LocalText.objects.get(organisation=same_school)

    done = merge(kept=school, merged=same_school, by=BY)

    local.refresh_from_db()
    assert local.organisation == school
    undo_merge(merge=done, by=BY)
    local.refresh_from_db()
    assert local.organisation == same_school

import datetime

import pytest
from django_scopes import scope

from partnerships.matching.services.searching import narrowed
from partnerships.models import Organisation
from partnerships.registry.rules.names_over_time import NameLine, name_findings, rename_findings
from partnerships.registry.services.names_over_time import change_name, remove_name, rename_organisation
from partnerships.shared.services.refused import Refused
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from tests.factories import (
    make_organisation,
    make_participation,
    make_partnership,
    ready_agreement,
    signed_agreement,
    text_of,
)
from tests.factories.registry import frozen_of, make_name

pytestmark = pytest.mark.slow

IN_2018 = PartialDate(2018, 10)


def rename(organisation: Organisation, crew, name: str, language: str = "", on: PartialDate = IN_2018, **fields):
    return rename_organisation(
        organisation=organisation, by=Actor.user(crew.lina), name=name, language=language, on=on, **fields
    )


def lines(organisation: Organisation) -> list[tuple[str, str, str, str]]:
    rows = organisation.names.order_by("pk")
    return [(row.name, row.language, str(row.valid_from), str(row.valid_to)) for row in rows]


def codes(name: NameLine, *others: NameLine) -> list[str]:
    return [found.code for found in name_findings(name, present=NameLine("Agency", "en"), others=others)]


def test_an_organisation_is_renamed_twice_and_found_under_each_name(in_scope):
    own = make_organisation(in_scope.service, "Darbo birža", language="lt", name_en="Labour Exchange")

    rename(own, in_scope, "Užimtumo tarnyba", "lt", name_en="Employment Service")
    renamed = rename(own, in_scope, "Darbo agentūra", "lt", PartialDate(2024), name_en="Employment Service")

    assert (renamed.name, renamed.name_en) == ("Darbo agentūra", "Employment Service")
    assert lines(own) == [
        ("Darbo birža", "lt", "", "2018-10"),
        ("Labour Exchange", "en", "", "2018-10"),
        ("Užimtumo tarnyba", "lt", "2018-10", "2024"),
    ]
    for words in ("darbo birza", "labour exchange", "uzimtumo", "agentura"):
        assert list(narrowed(Organisation.objects.all(), words)) == [own]


def test_a_new_name_is_recorded_and_finds_the_partnerships(in_scope):
    partnership = make_partnership(in_scope.service)
    own = make_organisation(in_scope.service, "Old House")
    make_participation(partnership, own)

    rename(own, in_scope, "Žalias namas", "lt")

    partnership.refresh_from_db()
    assert "zalias namas" in partnership.search_text
    entry = LedgerEntry.objects.about(own).first()
    assert (entry.sentence(), entry.object_label) == ("Lina recorded a new name of the organisation.", "Žalias namas")
    assert (entry.before["name"], entry.after["renamed_on"]) == ("Old House", "2018-10")


def test_signed_texts_stay_to_the_letter_and_drafts_take_the_new_name(cast):
    signed, draft = signed_agreement(cast), ready_agreement(cast)
    with scope(service=cast.service):
        old = signed.parties.first().participation.organisation
        stood = frozen_of(signed)
        rename(old, cast, "A Wholly New Name")
        rename(draft.parties.first().participation.organisation, cast, "A Newer Name Still")

        again = type(signed).objects.select_related("partnership__service").get(pk=signed.pk)
        assert frozen_of(again) == stood
    assert old.name in signed.snapshot
    assert "A Newer Name Still" in [party.name for party in text_of(draft).parties]


@pytest.mark.parametrize(
    ("name", "on", "sentence"),
    [
        ("Agency", IN_2018, "The organisation already has this name."),
        ("New Agency", PartialDate(2199), "This date is in the future. Record the change once it has taken place."),
        ("New Agency", PartialDate(), "Enter the date; a year alone is sufficient."),
        ("Two\nlines", IN_2018, "The name contains a line break."),
        ("Agen\u202ecy", IN_2018, "The name contains an invisible character"),
        ("\u200f", IN_2018, "The name contains no readable character."),
    ],
)
def test_each_wrong_rename_has_its_own_sentence_and_writes_nothing(in_scope, name, on, sentence):
    own = make_organisation(in_scope.service, "Agency")

    with pytest.raises(Refused, match=sentence):
        rename(own, in_scope, name, on=on)

    own.refresh_from_db()
    assert (own.name, lines(own)) == ("Agency", [])


def test_the_same_name_stands_once_for_a_time():
    since_2000 = NameLine("Exchange", "lt", PartialDate(2000), PartialDate(2010))
    assert codes(NameLine("EXCHANGE", "lt"), since_2000) == ["twice"]
    assert codes(NameLine("Exchange", "lt", PartialDate(2009)), since_2000) == ["twice"]
    assert codes(NameLine("Exchange", "lt", PartialDate(2015)), since_2000) == []
    assert codes(NameLine("Exchange", "de"), since_2000) == []
    assert codes(NameLine("Exchange", "lt", PartialDate(2010)), since_2000) == ["twice"]
    assert codes(NameLine("Exchange", "lt", valid_to=PartialDate(2000)), since_2000) == ["twice"]
    assert codes(NameLine("Exchange", "lt", PartialDate(2000), PartialDate(2000, 1)), since_2000) == ["twice"]
    until_may = NameLine("Exchange", "lt", PartialDate(2000), PartialDate(2010, 5, 31))
    on = [PartialDate(2010, 5, 30), PartialDate(2010, 5, 31), PartialDate(2010, 6, 1)]
    assert [codes(NameLine("Exchange", "lt", day), until_may) for day in on] == [["twice"], [], []]
    before = [PartialDate(1999, 12, 31), PartialDate(2000, 1, 1), PartialDate(2000, 1, 2)]
    lines_before = [NameLine("Exchange", "lt", valid_to=day) for day in before]
    since = NameLine("Exchange", "lt", PartialDate(2000, 1, 1))
    assert [codes(line, since) for line in lines_before] == [[], [], ["twice"]]
    assert codes(NameLine("agency", "en")) == ["present"]
    assert codes(NameLine("Agency", "en", valid_to=PartialDate(1999))) == []
    assert codes(NameLine("Exchange", "", PartialDate(2011), PartialDate(2010))) == ["order"]


def test_a_new_name_is_another_than_the_present_one():
    on, today = PartialDate(2018), datetime.date(2026, 5, 12)
    found = rename_findings(NameLine(" Agency "), on, present=NameLine("Agency", "en"), today=today)
    assert [(finding.code, finding.field) for finding in found] == [("present", "name")]
    assert rename_findings(NameLine("AGENCY"), on, present=NameLine("Agency", "en"), today=today) == []


def test_a_line_is_changed_and_taken_away_and_the_ledger_keeps_what_it_said(in_scope):
    own = make_organisation(in_scope.service, "Agency")
    line = make_name(own, "Exchange", language="lt")

    change_name(other=line, by=Actor.user(in_scope.lina), name="Labour Office", valid_to=PartialDate(2010))
    assert lines(own) == [("Labour Office", "lt", "", "2010")]
    remove_name(other=line, by=Actor.user(in_scope.lina))
    remove_name(other=line, by=Actor.user(in_scope.lina))

    assert lines(own) == []
    assert list(narrowed(Organisation.objects.all(), "labour office")) == []
    acts = list(LedgerEntry.objects.about(own)[:3])
    assert [entry.act for entry in acts] == [
        "organisation.name_removed",
        "organisation.name_changed",
        "organisation.name_added",
    ]
    assert acts[0].before == {"name": "Labour Office", "language": "lt", "valid_from": "", "valid_to": "2010"}
    assert (acts[1].before, acts[1].after) == (
        {"name": "Exchange", "valid_to": ""},
        {"name": "Labour Office", "valid_to": "2010"},
    )


def test_the_page_keeps_what_was_typed_beside_its_answer(in_scope, sign_in):
    own = make_organisation(in_scope.service, "Agency")
    typed = {"name": "Agency", "name_en": "The Agency", "language": "lt", "on_year": "2018"}

    answer = sign_in(in_scope.lina).post(f"/organisations/{own.pk}/rename/", typed)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["name"]
    assert 'value="The Agency"' in answer.content.decode()


def test_a_manager_records_names_on_the_pages(in_scope, sign_in):
    own = make_organisation(in_scope.service, "Agency")
    browser, page = sign_in(in_scope.lina), f"/organisations/{own.pk}/"

    assert browser.post(f"{page}rename/", {"name": "Bureau", "on_year": "2018"}).url == page
    assert browser.post(f"{page}names/new/", {"name": "Office", "valid_to_year": "1990"}).url == page
    office = own.names.get(name="Office")
    assert browser.post(f"/names/{office.pk}/", {"name": "The Office", "valid_to_year": "1991"}).url == page
    assert [line["name"] for line in browser.get(page).context["names"]] == ["Bureau", "Agency", "The Office"]
    assert "The Office" in browser.get(f"/names/{office.pk}/remove/").content.decode()
    assert browser.post(f"/names/{office.pk}/remove/").url == page
    assert [name.name for name in own.names.all()] == ["Agency"]

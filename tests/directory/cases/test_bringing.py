"""D2: the cases that come with the product are in the directory from the start, and stay what somebody made of them."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from directory.cases.services import bringing
from directory.cases.services.bringing import CaseFaulty, bring, cases, key_of
from directory.models import Entry, EntryKey
from directory.publishing.services.publishing import withdraw_entry
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor

GUIDE = {f"GUIDE-{each}" for each in (23, 24, 25, 26, 27, "ASTRAKHAN", "ARMENIA", "KAZAKHSTAN", "NETHERLANDS")}
PAPER = {f"PAPER-{country}" for country in ("BE", "HR", "EE", "FR", "DE", "LT")}
RECIPE = {"RECIPE-BASINGSTOKE", "RECIPE-WIB"}

CASE = """
code = "XX-ONE"
title = "Pact of the valley"
model = "agile"
as_of = "2021-03-05"
sources = ["Valley Gazette. https://valley.example/pact"]
"""
WHY = """
[why]
model = "they try things out"
"""
FAULTS = [
    ("", "model: our reading without a reason"),
    ('[why]\nmodel = "x"\n[cited]\nmodel = [2]\n', "source 2: not in the list"),
    (f'{WHY}[[dates]]\nwhat = "Signed"\nday = "2021-03-06"\n', "2021-03-05 precedes 2021-03-06"),
    (f'{WHY}[[targets]]\nwhat = "People"\nresult = "12 by 7 June 2022"\n', "2021-03-05 precedes 2022-06-07"),
    (f'{WHY}[others]\nhouse = [{{ says = "blue" }}]\n', "house: no field of an entry"),
    (f'{WHY}[[unheard]]\nof = "this"\n', "not a public field: unheard"),
]


@pytest.fixture
def loaded(db):
    call_command("load_reference", verbosity=0)
    call_command("load_entries", verbosity=0)


def file_of(tmp_path, monkeypatch, text):
    (tmp_path / "one.toml").write_text(text)
    monkeypatch.setattr(bringing, "folder", lambda: tmp_path)


def test_fiches_guide_recipe_and_real_cases_are_there(loaded):
    codes = {
        key.removeprefix("case:")
        for key in EntryKey.objects.filter(key__startswith="case:").values_list("key", flat=True)
    }
    assert codes >= PAPER | GUIDE | RECIPE
    assert len(codes) == Entry.objects.published().count() == 48


def test_a_second_run_leaves_all_as_it_is(loaded):
    entry = Entry.objects.get(keys__key="case:HU-ESZTERGOM")
    entry.lead = "Somebody wrote this."
    entry.save()
    acts = LedgerEntry.objects.count()

    said = StringIO()
    call_command("load_entries", stdout=said)

    assert said.getvalue().strip() == "entries: 0 new, 0 renewed, 48 left as they are"
    assert LedgerEntry.objects.count() == acts
    entry.refresh_from_db()
    assert entry.lead == "Somebody wrote this."


def test_renewing_leaves_what_was_withdrawn_or_has_an_owner(loaded, cast, running):
    free, withdrawn, owned = (
        Entry.objects.get(keys__key=f"case:{code}") for code in ("GUIDE-24", "IE-LES", "MT-JOBSPLUS-NSC")
    )
    withdraw_entry(entry=withdrawn, by=Actor.user(cast.dora), reason="Asked by its owner")
    Entry.objects.filter(pk=owned.pk).update(partnership=running, lead="Ours")
    Entry.objects.filter(pk=free.pk).update(lead="Old words")

    call_command("load_entries", "--renew", verbosity=0)

    for entry in (free, withdrawn, owned):
        entry.refresh_from_db()
    assert free.lead.startswith("The ILO and the EU")
    assert withdrawn.withdrawn_at is not None
    assert owned.lead == "Ours"


@pytest.mark.parametrize(("text", "fault"), FAULTS)
def test_a_faulty_file_is_refused_with_what_is_wrong(tmp_path, monkeypatch, text, fault):
    file_of(tmp_path, monkeypatch, CASE + text)
    with pytest.raises(CaseFaulty, match=r"one\.toml") as refused:
        list(cases())
    assert fault in str(refused.value)


def test_a_source_that_has_an_entry_already_is_named_and_left_out(db, tmp_path, monkeypatch):
    file_of(tmp_path, monkeypatch, CASE + WHY)
    [case] = cases()
    bring(case=case, by=Actor.system())
    EntryKey.objects.filter(key=key_of(case)).delete()

    said = StringIO()
    call_command("load_entries", verbosity=0, stderr=said)

    assert "XX-ONE: its source has the entry “Pact of the valley” already" in said.getvalue()
    assert Entry.objects.count() == 1


def test_each_is_read_by_everybody_and_says_that_its_owner_did_not_confirm_it(loaded, client, subtests):
    for entry in Entry.objects.published():
        with subtests.test(entry=entry.slug):
            page = client.get(reverse("directory:entry", args=[entry.slug])).content.decode()
            assert "Not confirmed by the partnership" in page
            assert 'id="source-1"' in page

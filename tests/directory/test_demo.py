"""The demonstration: six fiches with every fact of the annex, all living states, a true ledger, and two services."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from directory.models import Entry, Proposal
from directory.rules.vocabulary import Mark
from partnerships.models import Agreement, Contact, Contribution, Document, LocalText, Participation, Partnership
from partnerships.signing.services.sealed import stored_file
from partnerships.signing.services.verifying import verify_file
from pes_partnerships.accounts.models import EmploymentService, Membership, User
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import verify
from pes_partnerships.outbox.models import OutboxMail
from reviews.models import CorrectiveAction, Measurement, Review
from tests.databases import lent
from tests.lending import folder_of_run

QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # as every test has it
ANNEX = json.loads((Path(__file__).parents[1] / "data" / "annex.json").read_text(encoding="utf-8"))


def public(entry: Entry, field: str) -> str:
    """What a reader sees of a field with what another source says, targets and countries as one text."""
    if field == "targets":
        rows = entry.targets.all()
        return "\n".join(f"{row.what} {row.target} {row.result} {row.done}/{row.total}" for row in rows)
    if field == "countries":
        return " ".join(country.code for country in entry.countries)
    others = [other["says"] for other in entry.notes.get(field, {}).get("others", [])]
    return "\n".join([str(getattr(entry, field)), *others])


def of_status(status: str) -> set[str]:
    found = Partnership.objects.with_status(timezone.localdate()).filter(status=status)
    return set(found.values_list("reference", flat=True))


def local_ones() -> set[str]:
    """Made on a day that depends on today, so that their numbers do."""
    return set(LocalText.objects.exclude(partnership=None).values_list("partnership__reference", flat=True))


def published() -> list[Entry]:
    with scopes_disabled():
        return list(Entry.objects.published().select_related("partnership").prefetch_related("targets"))


@dataclass(frozen=True)
class Demo:
    said: str
    service: EmploymentService
    neighbour: EmploymentService


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Demo]:
    """The demonstration as `make run` begins with it."""

    def tell() -> Demo:
        call_command("load_reference", verbosity=0)
        said = StringIO()
        with override_settings(MEDIA_ROOT=folder / "demo-media", PASSWORD_HASHERS=QUICK):
            call_command("load_demo", stdout=said)
        return Demo(said.getvalue(), *(EmploymentService.objects.get(code=code) for code in ("demo", "neighbour")))

    folder = folder_of_run(tmp_path_factory)
    with django_db_blocker.unblock(), lent("demo", tell, folder) as demo:
        yield demo


@pytest.fixture
def demo(db, told, settings, tmp_path_factory) -> Demo:
    """With its files, whichever worker made them."""
    settings.MEDIA_ROOT = folder_of_run(tmp_path_factory) / "demo-media"
    return told


def test_every_fact_of_the_annex_is_in_its_entry(demo, subtests):
    assert len(ANNEX) == 6
    entries = {entry.partnership.reference: entry for entry in published() if entry.partnership}
    for reference, rows in ANNEX.items():
        for row, expected in rows.items():
            with subtests.test(reference=reference, row=row):
                text = public(entries[reference], expected["field"]).lower()
                assert [word for word in expected["says"] if word.lower() not in text] == []
                bullets = sum(line.startswith("- ") for line in text.splitlines())
                assert bullets == expected.get("bullets", bullets)


def test_what_no_source_says_stays_empty_or_is_marked(demo, subtests):
    for entry in published():
        with subtests.test(entry=entry.slug):
            assert entry.source
            assert set(entry.marks.values()) <= set(Mark.values)
            silent = [name for name, mark in entry.marks.items() if mark == Mark.NO_SOURCE]
            assert [name for name in silent if getattr(entry, name)] == []
    owned = [entry for entry in published() if entry.partnership]
    models = {entry.partnership.reference: (entry.model, entry.marks.get("model")) for entry in owned}
    assert models["LT-2019-0001"] == ("agile", None)
    assert models["EE-2016-0001"] == ("subcontracted", None)
    assert models["BE-2020-0001"] == ("co_constructed", None)
    assert models["DE-2014-0001"] == ("supportive", None)
    assert models["HR-2013-0001"][1] == Mark.OUR_READING
    assert models["FR-2018-0001"][1] == Mark.OUR_READING


def test_partnerships_stand_in_every_living_state(demo):
    with scope(service=demo.service):
        assert of_status("preparing") == {"FR-2015-0001"}
        assert of_status("drafting") - local_ones() == {"BE-2017-0001", "SE-2004-0001"}
        assert of_status("out_for_signature") == {"BE-2022-0001"}
        assert of_status("under_amendment") == {"HR-2013-0001"}
        assert of_status("expiring") == {"FR-2018-0001"}
        assert of_status("lapsed") == {"BE-2020-0001"}
        assert of_status("ended") == {"ES-1996-0001"}
        assert of_status("ending") == {"DE-2014-0001"}
        assert len(of_status("in_force")) == 6
        late = Review.objects.open().filter(due_on__lt=timezone.localdate())
        assert "EE-2016-0001" in {review.partnership.reference for review in late}
        assert CorrectiveAction.objects.open().count() == 5
        assert CorrectiveAction.objects.to_confirm().count() == 1


def test_what_was_signed_elsewhere_is_recorded_as_its_sources_say_and_nothing_is_made_up(demo):
    """G1: two editions of one plan, over with it; no signature, no document, no sample data."""
    with scopes_disabled():
        first, second = Agreement.objects.filter(partnership__reference="ES-1996-0001").order_by("position")
        assert (first.title, str(first.registered), first.registry_number) == (
            "Convenio 2018", "2018-10-30", "RCO2018TF00106",
        )  # fmt: skip
        assert (second.title, second.previous, second.origin) == ("Convenio 2020", first, "elsewhere")
        assert not first.made_for_practice
        assert not Document.objects.filter(agreement__in=[first, second]).exists()
        assert not any(party.signatures.exists() for party in second.parties.all())
        assert not Review.objects.filter(series__partnership__reference="ES-1996-0001").exists()


def test_signed_texts_have_their_documents_and_say_that_they_are_made_for_practice(demo):
    with scopes_disabled():
        signed = [row for row in Agreement.objects.filter(origin="here") if row.was_signed]
        kept = set(Document.objects.values_list("agreement_id", flat=True))
        assert {row.pk for row in signed} - kept == set()
        assert all(row.made_for_practice and row.snapshot_sha256 for row in signed)
        assert not Partnership.objects.filter(practice_note="").exists()


def test_every_signed_document_is_sealed_by_its_own_service_and_holds(demo):
    with scopes_disabled():
        documents = list(Document.objects.select_related("agreement__partnership__service"))
        assert len(documents) >= 2
        assert {row.sealed_by == row.agreement.partnership.service.name for row in documents} == {True}
        contents = [stored_file(row).read() for row in documents[:3]]
    for content in contents:
        verdict = verify_file(content)
        assert (verdict.holds, verdict.seal.seals) == (True, 1)


def test_an_umbrella_agreement_has_its_local_ones(demo):
    with scope(service=demo.service):
        rows = LocalText.objects.filter(umbrella__reference="HR-2013-0001")
        assert {(row.place, row.has_text, bool(row.opted_out_reason)) for row in rows} == {
            ("Split", True, False),
            ("Osijek", False, False),
            ("Rijeka", False, True),
        }
        assert Agreement.objects.get(partnership__local_text__office__name="Split").made_for_practice


def test_nobody_real_is_named(demo):
    with scopes_disabled():
        people = Contact.objects.all()
        assert people.count() > 30
        assert not people.exclude(office_held__contains="sample data").exists()
        assert not people.exclude(email__endswith=".example.org").exists()
    assert not User.objects.exclude(email__endswith=".example.org").exists()


def test_no_entry_of_a_real_partnership_names_a_person(demo):
    """D3: nobody of these partnerships agreed to be shown, and a made-up person is no contact."""
    named = [entry.slug for entry in published() if entry.contact_name or entry.contact_email]
    assert named == []
    with scopes_disabled():
        assert not Contact.objects.filter(may_be_shown=True).exists()


def test_the_other_cases_join_those_of_the_demonstration_and_none_is_there_twice(demo):
    said = StringIO()
    call_command("load_entries", stdout=said)
    assert said.getvalue().strip() == "entries: 33 new, 0 renewed, 15 left as they are"
    assert Entry.objects.published().count() == 48


def test_a_waiting_proposal_would_take_over_an_entry_that_was_there(demo):
    with scope(service=demo.service):
        proposal = Proposal.objects.waiting().get()
    assert (proposal.takes_over, proposal.entry.partnership) == (True, None)
    assert proposal.projection["lead"] != proposal.entry.lead


def test_money_keeps_its_currency_and_classes_their_counts(demo):
    with scope(service=demo.service):
        given = Contribution.objects.exclude(currency="").values_list("currency", flat=True)
        assert set(given) == {"EUR", "HUF", "NOK"}
        kinds = set(Contribution.objects.values_list("kind", flat=True))
        assert kinds == {"money", "staff", "in_kind", "share", "remainder", "other_unit"}
        assert Contribution.objects.filter(is_withheld=True).exists()
        network = Participation.objects.get(partnership__reference="DE-2014-0001", class_name__gt="")
        assert network.counted == "more than 200"
        assert Measurement.objects.filter(is_control_group=True).exists()


def test_the_ledger_holds_and_lies_in_the_order_of_the_days(demo):
    assert verify().ok
    with scope(service=demo.service):
        partnership = Partnership.objects.get(reference="LT-2019-0001")
        history = LedgerEntry.objects.about(partnership)
    days = [row.at for row in history]
    assert len(days) > 60
    assert days == sorted(days, reverse=True)
    assert (days[0] - days[-1]).days > 400


def test_the_neighbour_sees_nothing_of_the_demonstration(demo):
    neighbour = Membership.objects.get(service=demo.neighbour)
    with scope(service=demo.neighbour):
        seen = Partnership.objects.visible_to(neighbour).values_list("reference", flat=True)
        assert set(seen) == {"FI-2014-0001", "NL-2009-0001"}
    with scope(service=demo.service):
        assert not Partnership.objects.visible_to(neighbour).exists()


def test_the_office_and_the_evaluator_see_their_own(demo):
    def seen_by(email: str) -> set[str]:
        membership = Membership.objects.get(user__email=email)
        with scope(service=demo.service):
            return set(Partnership.objects.visible_to(membership).values_list("reference", flat=True))

    assert seen_by("alytus@demo.example.org") == {"LT-2019-0001"}
    assert seen_by("evaluator@demo.example.org") == {"DE-2012-0001", "EE-2016-0001"}
    assert len(seen_by("manager@demo.example.org")) == 16


def test_a_second_run_changes_nothing_and_says_the_sign_ins_again(demo):
    before = (OutboxMail.objects.count(), verify().rows)
    again = StringIO()
    call_command("load_demo", stdout=again)
    assert (OutboxMail.objects.count(), verify().rows) == before
    assert again.getvalue() == demo.said
    printed = again.getvalue().splitlines()[0].split()[-1]
    assert len(again.getvalue().splitlines()) == 1 + User.objects.count()
    assert User.objects.get(email="manager@demo.example.org").check_password(printed)


def test_something_waits_for_the_directory_admin(demo):
    with scope(service=demo.service):
        waiting = Proposal.objects.waiting().values_list("partnership__reference", flat=True)
        assert list(waiting) == ["SE-2004-0001"]


def test_a_password_given_at_a_later_start_is_the_one_that_opens(demo):
    said = StringIO()
    with override_settings(DEMO_PASSWORD="another one, 2026"):
        call_command("load_demo", stdout=said)

    assert "the password another one, 2026" in said.getvalue()
    people = User.objects.filter(memberships__service__is_demo=True)
    assert people
    assert all(user.check_password("another one, 2026") for user in people)

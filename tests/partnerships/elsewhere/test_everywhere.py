"""A15, A16, D4, R9: a text signed elsewhere is told as such on every page, and works there as any other."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from directory.publishing.services.proposing import draft_entry
from partnerships.drafting.services.parties import save_party
from partnerships.elsewhere.services.recording import save_dates, save_record, start_record
from partnerships.lifecycle.services.notice import record_notice
from partnerships.models import Agreement, Partnership
from partnerships.rules.lifecycle import PartnershipStatus
from partnerships.signing.services.sealing import NotSigned, seal
from pes_partnerships.lib.dates import PartialDate
from reviews.models import Review
from tests.factories.agreements import PDF, ready_agreement, sent_agreement
from tests.factories.elsewhere import open_record, saved_record
from tests.factories.forming import BY, make_partnership
from tests.factories.real_cases import enter_case, real_cases
from tests.pages import typed_in, words_on


@pytest.fixture
def now(in_scope, time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 29, 9, tzinfo=datetime.UTC))


@pytest.fixture
def record(cast, now) -> Agreement:
    return saved_record(cast)


def page(name: str, *args: object) -> str:
    return reverse(f"partnerships:{name}", args=args)


def test_the_page_of_the_partnership_says_it_in_every_place(cast, record, sign_in):
    words = words_on(sign_in(cast.lina).get(page("partnership", record.partnership_id)))
    for said in (
        "Signed elsewhere",
        "It is recorded here from its text of 12 February 2025.",
        "the source says 2025",
        "“Pact 2025–2028”, signed elsewhere",
        "signed elsewhere 12 February 2025; recorded 29 November 2026",
        "Check the file",
        "signed elsewhere: 12 February 2025, The President",
    ):
        assert said in words
    assert "Signed PDF" not in words


def test_in_force_since_is_one_day_on_all_pages(cast, now, sign_in):
    client = sign_in(cast.lina)
    here = ready_agreement(cast)
    text = saved_record(cast, here.partnership, title="Pact", signed="2025-02-12", effective="2025", ends="2028")
    for name, pk in (("partnership", here.partnership_id), ("record", text.pk)):
        assert "12 February 2025" in words_on(client.get(page(name, pk)))


def test_lists_and_files_name_the_origin(cast, record, sign_in):
    client = sign_in(cast.lina)
    assert "signed elsewhere" in words_on(client.get(page("portfolio")))
    file = client.get(page("portfolio") + "?format=csv")
    assert "signed elsewhere" in b"".join(file.streaming_content if file.streaming else [file.content]).decode()
    organisation = record.parties.get().participation.organisation_id
    assert "12 February 2025, elsewhere" in words_on(client.get(page("organisation", organisation)))


def test_nothing_about_signing_opens(cast, record, sign_in):
    client = sign_in(cast.lina)
    for name in ("signatures", "agreement_send", "agreement_recall", "agreement_condition", "members", "member_new"):
        answer = client.get(page(name, record.pk), follow=True)
        assert answer.redirect_chain[-1][0] == page("record", record.pk), name
    assert "no one signs it here" in words_on(client.get(page("members", record.pk), follow=True))
    assert client.get(page("document", record.pk)).url == page("record_pdf", record.pk)
    with pytest.raises(NotSigned):
        seal(agreement=record)


def test_the_text_and_a_comparison_show_no_fingerprint_as_if_signed(cast, record, sign_in):
    client = sign_in(cast.lina)
    words = words_on(client.get(page("agreement_text", record.pk)))
    assert "No signature was given in this service." in words
    assert "Fingerprint" not in words
    later = saved_record(cast, record.partnership, title="Pact 2026", effective="2026-06-01", ends="2029")
    words = words_on(client.get(page("agreement_compare", later.pk)))
    assert "recorded from a text signed elsewhere" in words
    assert "Signed PDF" not in words


def test_the_entry_says_that_it_was_recorded_and_that_it_runs(cast, record):
    public = draft_entry(record.partnership).public
    assert public["running"] == "running"
    assert "Recorded from a text signed elsewhere" in public["period"]
    assert public["objective"] == "More people in work"


def test_a_partnership_without_a_signed_text_is_not_published_as_running(cast, now, sign_in):
    idea = make_partnership(
        cast.service, "Only an idea", manager=cast.lina, challenge="Few know.", commenced=PartialDate.parse("2019")
    )
    assert draft_entry(idea).public["running"] == "not_known"
    words = words_on(sign_in(cast.lina).get(reverse("directory:propose", args=[idea.pk])))
    assert "it is not shown as running" in words


def test_notice_and_the_end_work_as_on_any_other(cast, record):
    record_notice(
        agreement=record, user=cast.lina, given_on=timezone.localdate(), words="Letter",
        last_day=datetime.date(2027, 1, 31),
    )  # fmt: skip
    record.refresh_from_db()
    assert record.ends_latest == datetime.date(2027, 1, 31)
    assert Review.objects.open().get(series__partnership=record.partnership).is_closing


def test_a_version_signed_here_follows_it(cast, record, sign_in):
    client = sign_in(cast.lina)
    path = page("agreement_new", record.partnership_id)
    client.post(path, typed_in(client.get(path), "kind", kind="renewal", title="Pact 2029"))
    draft = record.partnership.agreements.open().get()
    assert (draft.previous, draft.origin, draft.is_draft) == (record, "here", True)
    assert [each.title for each in draft.objectives.all()] == ["More people in work"]
    status = Partnership.objects.with_status(timezone.localdate()).get(pk=record.partnership_id).status
    assert status == PartnershipStatus.UNDER_AMENDMENT


def test_the_timeline_has_activities_and_runs_forward_within_a_day(cast, record, sign_in):
    client = sign_in(cast.lina)
    path = reverse("reviews:activity_new", args=[record.partnership_id])
    for title in ("Round table", "Visit of firms"):
        typed = {"title": title, "on_day": "12", "on_month": "2", "on_year": "2025"}
        client.post(path, typed_in(client.get(path), "title", **typed))
    words = words_on(client.get(page("partnership", record.partnership_id)))
    timeline = words[words.index("Timeline") : words.index("Objectives and results")]
    places = [timeline.index(said) for said in ("“Pact 2025–2028”", "Round table", "Visit of firms", "Today")]
    assert places == sorted(places)


def test_a_paper_signature_is_not_dated_before_its_text(cast, now, sign_in):
    sent = sent_agreement(cast)
    signatory = sent.parties.last().signatories.get()
    client = sign_in(cast.lina)
    path = page("signatory_paper", signatory.pk)

    typed = {"signed_on_day": "1", "signed_on_month": "3", "signed_on_year": "2026"}
    form = typed_in(client.get(path), "mandate", **typed)
    answer = client.post(path, {**form, "scan": SimpleUploadedFile("scan.pdf", PDF)})
    assert answer.status_code == 422
    assert "record the paper as signed elsewhere" in words_on(answer)
    assert not sent.signatures.exists()


def test_a_rhythm_that_was_corrected_applies(cast, record, sign_in):
    client = sign_in(cast.lina)
    path = page("record_correct", record.pk)
    client.post(path, typed_in(client.get(path), "reason", reason="Twice a year."))
    path = page("agreement_term", record.pk)
    answer = client.post(path, typed_in(client.get(path), "review_every_months", review_every_months="6"))
    assert answer.url == page("agreement", record.pk)
    path = page("record", record.pk)
    client.post(path, typed_in(client.get(path), "source"))
    assert Review.objects.open().get(series__partnership=record.partnership).series.every_months == 6


def test_the_page_costs_the_same_with_five_editions(cast, now, sign_in, django_assert_max_num_queries):
    partnership = make_partnership(cast.service, "Pact", office=cast.alytus, manager=cast.lina)
    client, counts = sign_in(cast.lina), []
    for year in range(2001, 2011):
        saved_record(cast, partnership, title=f"Pact {year}", effective=str(year), ends=str(year))
        if year in (2004, 2010):
            with django_assert_max_num_queries(200) as counted:
                client.get(page("partnership", partnership.pk))
            counts.append(len(counted))
    assert counts[0] == counts[1]


CASES = {
    "ES-PIEC": {"decided": "2019-09-13", "signed": "2018-12-28", "registered": "2019-01-10", "ends": "2019-12-31"},
    "BE-FOREM-CPAS": {"signed": "2016-12-20", "effective": "2017-01-01"},
    "SE-FINSAM": {"decided": "2005", "effective": "2006"},
    "NO-IA": {"signed": "2025-02-12", "effective": "2025", "ends": "2028"},
}


@pytest.mark.parametrize("case", CASES)
def test_real_agreements_are_recorded_without_a_signature(cast, now, sign_in, case):
    call_command("load_reference", verbosity=0)
    facts = next(each for each in real_cases()["cases"] if each["id"] == case)
    partnership, participations = enter_case(cast.service, facts)
    text = start_record(partnership=partnership, by=BY, title=facts["name"][:200])
    for rows in participations:
        for row in rows:
            save_party(agreement=text, by=BY, participation=row, signatories=[])
    dates = {name: PartialDate.parse(said) for name, said in CASES[case].items()}
    save_dates(agreement=text, by=BY, notes={"published": {"sure": "not_stated"}}, **dates)
    saved = save_record(agreement=text, by=BY)

    status = Partnership.objects.with_status(timezone.localdate()).get(pk=partnership.pk).status
    governs = (PartnershipStatus.IN_FORCE, PartnershipStatus.UNDER_AMENDMENT)  # beside a draft that a case has
    assert status == PartnershipStatus.LAPSED if case == "ES-PIEC" else status in governs
    expected = {
        "ES-PIEC": "2018-12-28",
        "BE-FOREM-CPAS": "2017-01-01",
        "SE-FINSAM": "2006-01-01",
        "NO-IA": "2025-02-12",
    }
    assert str(saved.governs_since) == expected[case]
    assert not saved.signatures.exists()
    words = words_on(sign_in(cast.lina).get(page("record", saved.pk)))
    for party in saved.parties.all():
        assert party.name.split()[0] in words


def test_a_reader_of_an_open_record_sees_what_it_says(cast, now, sign_in):
    record = open_record(cast)
    assert "Being recorded" in words_on(sign_in(cast.vytas).get(page("record", record.pk)))

"""A15, A16, S3, S4: a person records a text signed elsewhere, page by page, and corrects it with a reason."""

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from partnerships.elsewhere.services.recording import start_record
from partnerships.elsewhere.views.printing import record_html
from partnerships.models import RecordedFile, RecordState
from partnerships.objectives.services import save_objective
from partnerships.rules.lifecycle import AgreementStatus
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import signed_agreement
from tests.factories.forming import BY, make_partnership
from tests.pages import typed_in, words_on
from tests.partnerships.elsewhere.conftest import begun, page, save

PDF = b"%PDF-1.7\n%no pages"
SIGNED_2025 = {
    "signed_day": "12", "signed_month": "2", "signed_year": "2025", "signed_sure": "day", "effective_year": "2025",
    "effective_sure": "year", "ends_year": "2028", "ends_sure": "year", "decided_sure": "unknown",
    "registered_sure": "not_stated",
}  # fmt: skip


def test_from_the_partnership_page_to_an_agreement_in_force(cast, ia, sign_in):
    client = sign_in(cast.lina)
    assert "Record an agreement signed elsewhere" in words_on(client.get(page("partnership", ia.pk)))
    path = page("record_new", ia.pk)
    form = typed_in(client.get(path), "title", title="Agreement 2025–2028")
    upload = SimpleUploadedFile("IA-avtalen 2025.pdf", PDF, content_type="application/pdf")
    assert client.post(path, {**form, "upload": upload}).status_code == 302
    record = ia.agreements.get()

    answer = save(client, record, **SIGNED_2025)

    record.refresh_from_db()
    assert record.status == AgreementStatus.IN_FORCE
    words = words_on(answer)
    assert "“2025”. Counted from 12 February 2025, the day of signature." in words
    assert "“2028”. Counted to 31 December 2028 for reminders; shown as 2028." in words
    assert "There is one; it is not known here." in words
    assert "The text has no such day." in words
    assert "Recorded from a text signed elsewhere" in words
    assert "It says nothing about the signatures." in words
    assert not OutboxMail.objects.exists()
    assert client.get(page("agreement", record.pk)).url == page("record", record.pk)


def test_what_is_missing_is_advice_and_never_bars_saving(cast, ia, sign_in):
    record = begun(ia, lo="LO", nho="NHO")
    answer = save(sign_in(cast.lina), record)

    record.refresh_from_db()
    assert record.status == AgreementStatus.IN_FORCE
    words = words_on(answer)
    for title in ("No date is known", "2 parties without a signatory", "No objective has been entered", "No file"):
        assert title in words


def test_wrong_dates_are_named_and_what_was_typed_stays(cast, ia, sign_in):
    record, client = begun(ia), sign_in(cast.lina)
    cases = {
        "A date is entered. Clear it": {"signed_year": "2025", "signed_sure": "unknown"},
        "Enter the date, or choose": {"signed_sure": "about"},
        "The date says more, or less": {"signed_year": "2025", "signed_sure": "day"},
        "There is no 31 April": {"signed_day": "31", "signed_month": "4", "signed_year": "2025"},
        "This day is in the future": {"signed_year": "2027"},
        "It would end before it begins": {"effective_year": "2025", "ends_year": "2024"},
        "Enter what one source says": {"signed_other_year": "2024"},
        "Both dates are the same": {"signed_year": "2024", "signed_other_year": "2024"},
    }
    named = {name for typed in cases.values() for name in typed}
    for said, typed in cases.items():
        answer = save(client, record, **dict.fromkeys(named, "") | typed)  # what was typed before is kept for her
        assert answer.status_code == 422, said
        assert said in words_on(answer)
    record.refresh_from_db()
    assert record.status == AgreementStatus.RECORDING
    assert typed_in(answer, "signed_year")["signed_year"] == ["2024"]


def test_sources_that_disagree_are_both_kept_and_shown(cast, ia, sign_in):
    record = begun(ia)
    typed = {"signed_year": "2018", "signed_other_year": "2019", "signed_note": "Three sources say 2018"}
    words = words_on(save(sign_in(cast.lina), record, **typed))

    record.refresh_from_db()
    assert record.date_notes["signed"] == {"sure": "", "note": "Three sources say 2018", "other": "2019"}
    for said in ("Sources disagree", "Another source says 2019.", "Three sources say 2018"):
        assert said in words


def test_several_parties_are_said_to_have_signed_by_position_and_one_takes_part_only(cast, ia, sign_in):
    record, client = begun(ia, lo="LO", nho="NHO", nav="NAV"), sign_in(cast.lina)
    lo, nho, nav = record.parties.all()
    path = page("record_signers_many", record.pk)
    form = typed_in(client.get(path), "note", parties=[str(lo.pk), str(nho.pk)], office_held="The President")
    for _twice in range(2):  # sent twice, it acts once
        client.post(path, form)
    client.post(path, typed_in(client.get(path), "note", parties=[str(nav.pk)], did="no_party"))

    assert [str(row) for row in lo.signed_elsewhere.all()] == ["The President"]
    assert nho.signed_elsewhere.count() == 1
    nav.refresh_from_db()
    assert not nav.must_sign
    words = words_on(client.get(page("record", record.pk)))
    assert "The President, by position" in words
    assert "Takes part, not a party." in words


def test_the_file_is_told_by_its_content_checked_now_and_replaced_with_a_reason(cast, ia, sign_in):
    record, client = begun(ia), sign_in(cast.lina)
    path = page("record_file_new", record.pk)
    wrong = SimpleUploadedFile("agreement.pdf", b"MZ no PDF at all")
    answer = client.post(path, {**typed_in(client.get(path), "title"), "upload": wrong})
    assert answer.status_code == 422
    assert "This file is not a PDF, PNG or JPEG file" in words_on(answer)
    client.post(path, {**typed_in(client.get(path), "title"), "upload": SimpleUploadedFile("scan.pdf", PDF)})
    row = record.recorded_files.get()

    assert "is the file that was added on" in words_on(client.get(page("record_file_check", row.pk), follow=True))
    assert b"".join(client.get(page("record_file", row.pk)).streaming_content) == PDF
    with row.file.storage.open(row.file.name, "wb") as stored:
        stored.write(b"%PDF-1.7\n%another text")
    assert "is not the file that was added" in words_on(client.get(page("record_file_check", row.pk), follow=True))

    path = page("record_file_replace", row.pk)
    better = SimpleUploadedFile("better.pdf", PDF + b"\n%better")
    form = typed_in(client.get(path), "title", reason="A better scan")
    assert client.post(path, {**form, "upload": better}).status_code == 302
    assert [each.file_name for each in RecordedFile.objects.filter(removed_at=None)] == ["better.pdf"]
    assert "A better scan" in words_on(client.get(page("record", record.pk)))


def test_a_saved_record_is_closed_until_it_is_corrected_with_a_reason(cast, ia, sign_in):
    record, client = begun(ia, lo="LO"), sign_in(cast.lina)
    save(client, record, **SIGNED_2025)
    party = record.parties.get()
    assert "choose “Correct the record”" in words_on(client.get(page("record_signers", party.pk), follow=True))
    assert "choose “Correct the record”" in words_on(client.get(page("agreement_term", record.pk), follow=True))
    path = page("record_correct", record.pk)
    assert client.post(path, typed_in(client.get(path), "reason")).status_code == 422
    client.post(path, typed_in(client.get(path), "reason", reason="The source names the end of 2027."))

    answer = save(client, record, ends_year="2027")

    assert "The source names the end of 2027." in words_on(answer)
    record.refresh_from_db()
    assert record.ends_latest == datetime.date(2027, 12, 31)
    words = words_on(client.get(page("record_state", record.pk, 2)))
    for said in ("What it corrects in state 1", "2028", "2027", "The source names the end of 2027."):
        assert said in words
    assert "2028" in words_on(client.get(page("record_state", record.pk, 1)))
    assert client.get(page("record_state", record.pk, 2) + "?format=csv").status_code == 200
    assert RecordState.objects.count() == 2


def test_two_editors_of_the_dates(cast, ia, sign_in):
    record, client = begun(ia), sign_in(cast.lina)
    path = page("record", record.pk)
    first, second = (typed_in(client.get(path), "signed_year", later="1") for _each in range(2))
    client.post(path, {**first, "signed_year": "2024"})
    answer = client.post(path, {**second, "signed_year": "2023"})

    assert answer.status_code == 409
    assert "2024" in words_on(answer)
    assert "2023" in words_on(answer)


def test_who_comes_too_late_sees_both_and_loses_nothing(cast, ia, sign_in):
    record, client = begun(ia), sign_in(cast.lina)
    path = page("record", record.pk)
    first, second = (typed_in(client.get(path), "signed_year") for _each in range(2))
    client.post(path, {**first, "signed_year": "2024"})
    answer = client.post(path, {**second, "signed_year": "2023"})

    words = words_on(answer)
    assert (answer.status_code, "Save mine" in words) == (409, False)
    for said in ("The record was saved meanwhile.", "2023", "2024"):
        assert said in words


def test_dates_are_saved_without_the_record_and_it_is_discarded(cast, ia, sign_in):
    record, client = begun(ia), sign_in(cast.lina)
    save(client, record, later="1", signed_year="2024")
    record.refresh_from_db()
    assert (str(record.signed), record.status) == ("2024", AgreementStatus.RECORDING)
    path = page("record_discard", record.pk)
    client.post(path)
    record.refresh_from_db()
    assert record.status == AgreementStatus.WITHDRAWN


def test_what_has_values_stays_in_a_corrected_record(cast, ia, sign_in):
    record, client = begun(ia), sign_in(cast.lina)
    objective = save_objective(agreement=record, by=BY, title="Less absence", target_kind="reported", unit="%")
    save(client, record, **SIGNED_2025)
    path = reverse("reviews:value_new", args=[objective.pk])
    typed = {"value": "5", "as_of_year": "2026", "source": "Register"}
    assert client.post(path, typed_in(client.get(path), "source", **typed)).status_code == 302
    path = page("record_correct", record.pk)
    client.post(path, typed_in(client.get(path), "reason", reason="It names no such aim."))

    answer = client.post(page("objective_remove", objective.pk), follow=True)

    assert "are recorded for “Less absence”, so it stays" in words_on(answer)
    assert record.objectives.count() == 1


def test_a_reader_sees_the_record_and_no_form(cast, ia, sign_in):
    record = begun(ia)
    save(sign_in(cast.lina), record, **SIGNED_2025)
    reader = sign_in(cast.vytas)
    words = words_on(reader.get(page("record", record.pk)))
    assert "12 February 2025" in words
    assert "Correct the record" not in words
    assert reader.post(page("record", record.pk), {}).status_code == 403


def test_the_pdf_says_that_it_was_recorded_and_has_no_fingerprint_of_a_signed_text(cast, ia, sign_in):
    record, client = begun(ia, lo="LO"), sign_in(cast.lina)
    save(client, record, **SIGNED_2025)
    answer = client.get(page("record_pdf", record.pk))
    assert answer.content.startswith(b"%PDF-")
    record.refresh_from_db()
    html = record_html(record, datetime.datetime(2026, 11, 29, tzinfo=datetime.UTC))
    assert "Recorded from a text signed elsewhere" in html
    assert "No signature was given in this service." in html
    assert record.snapshot_sha256[:8] not in html
    assert "enters into force when the last party has signed" not in html


def test_a_record_stands_under_an_umbrella_that_is_chosen_on_its_page(in_scope, sign_in):
    """A18, reality 23: a local agreement that was signed elsewhere, below a national one."""
    lina, above = sign_in(in_scope.lina), signed_agreement(in_scope)
    local = make_partnership(in_scope.service, "Local pact Alytus")
    record = start_record(partnership=local, by=BY, title="Local agreement 2025")
    url = reverse("partnerships:agreement_umbrella", args=[record.pk])
    page = lina.get(reverse("partnerships:record", args=[record.pk]))
    assert url in page.content.decode()

    lina.post(url, {**typed_in(lina.get(url), "umbrella"), "umbrella": above.pk})

    page = lina.get(reverse("partnerships:record", args=[record.pk]))
    assert f"Umbrella agreement {above}" in words_on(page)

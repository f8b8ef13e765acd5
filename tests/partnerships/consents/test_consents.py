"""An act on an organisation that partnerships of other offices share is done when they agree (F2, X1)."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.merging.services.merging import merge, undo_merge
from partnerships.merging.services.succession import end_organisation, reopen_organisation
from partnerships.models import Consent, Contact, Organisation, Partnership, Signatory, WaitingTask
from partnerships.participants.services.representatives import change_representative, save_contact
from partnerships.registry.services.names_over_time import change_name, remove_name, rename_organisation
from partnerships.registry.services.organisations import add_contact, change_organisation
from partnerships.shared.services.refused import Refused
from partnerships.signing.services.asking import ask_again
from partnerships.signing.services.signing import decline
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.outbox.models import OutboxMail
from tests.cast import person
from tests.factories import (
    make_contact,
    make_organisation,
    make_participation,
    make_partnership,
    sent_agreement,
    sign_all,
)
from tests.factories.imports import written_file
from tests.factories.registry import make_name
from tests.pages import typed_in, words_on

WHY = "It was renamed by a decision of the council."


@pytest.fixture
def ruta(in_scope):
    """Partnership manager of the Alytus office alone, as Liis is of the Tallinn office."""
    return person("Ruta", in_scope.service, Role.MANAGER, in_scope.alytus)


@pytest.fixture
def shared(in_scope) -> Organisation:
    """At the table of both offices; Ruta sees one of them."""
    own = make_organisation(in_scope.service, "Youth House", "ngo", country="LT")
    for title, office in (("Secret of Tallinn", in_scope.tallinn), ("Ours in Alytus", in_scope.alytus)):
        partnership = make_partnership(in_scope.service, title, office=office, manager=in_scope.lina)
        make_participation(partnership, own, status="member")
    return own


@pytest.fixture
def contact(shared):
    return make_contact(shared, "Ona Petraitė", email="ona@house.example")


def url(name: str, *keys: int) -> str:
    return reverse(f"partnerships:{name}", args=keys)


def renames(browser, organisation: Organisation, name: str = "House of Youth"):
    """Both steps: the form of the act, then why the others are asked."""
    address = url("organisation_rename", organisation.pk)
    why = browser.post(address, typed_in(browser.get(address), "name", name=name, on_year="2026"))
    return why, browser.post(address, typed_in(why, "consent_reason", consent_reason=WHY))


def answers(browser, consent: Consent, agrees: str = "yes", reason: str = ""):
    address = url("consent", consent.pk)
    return browser.post(address, typed_in(browser.get(address), "answer", agrees=agrees, reason=reason), follow=True)


def acts(anchor) -> list[str]:
    entries = LedgerEntry.objects.filter(anchor_type=anchor._meta.model_name, anchor_id=str(anchor.pk))
    return [act for act in entries.order_by("seq").values_list("act", flat=True) if act.startswith("consent.")]


def test_a_new_name_waits_for_the_other_office_and_is_then_recorded(shared, ruta, in_scope, sign_in):
    alytus, tallinn = sign_in(ruta), sign_in(in_scope.liis)

    why, asked = renames(alytus, shared)

    assert "of: Tallinn" in words_on(why)
    assert "Secret of Tallinn" not in words_on(why)
    consent = Consent.objects.get()
    assert (asked.status_code, asked.url) == (302, url("consent", consent.pk))
    shared.refresh_from_db()
    assert shared.name == "Youth House"
    assert "Record a new name of the organisation" in words_on(alytus.get(url("organisation", shared.pk)))
    page = words_on(tallinn.get(url("consent", consent.pk)))
    assert ("House of Youth" in page, WHY in page, "Ours in Alytus" in page) == (True, True, False)

    done = answers(tallinn, consent)

    assert "the change has been made" in words_on(done)
    shared.refresh_from_db()
    consent.refresh_from_db()
    assert (shared.name, consent.status, consent.values) == ("House of Youth", "done", {})
    renamed = LedgerEntry.objects.get(act="organisation.renamed")
    assert renamed.anchor_id == str(shared.pk)
    assert acts(shared) == ["consent.asked", "consent.agreed", "consent.carried_out"]
    assert acts(Partnership.objects.get(office=in_scope.tallinn)) == acts(shared)


def test_it_waits_for_the_office_and_is_mailed_to_its_managers(shared, ruta, in_scope, sign_in):
    renames(sign_in(ruta), shared)

    [task] = WaitingTask.objects.filter(kind="consent.answer")
    assert (task.office, task.person) == (in_scope.tallinn, None)
    assert "Answer about Youth House" in words_on(sign_in(in_scope.liis).get("/portfolio/"))
    assert "Answer about Youth House" not in words_on(sign_in(ruta).get("/portfolio/"))
    [mail] = OutboxMail.objects.filter(kind="consent_asked")
    assert mail.to_address == in_scope.liis.email

    answers(sign_in(in_scope.liis), Consent.objects.get(), "no", "The council has not decided yet.")

    assert not WaitingTask.objects.filter(kind="consent.answer").exists()
    [mail] = OutboxMail.objects.filter(kind="consent_closed")
    assert mail.to_address == ruta.email
    assert "The council has not decided yet." in mail.body_text


def test_a_refusal_needs_a_reason_and_nothing_is_done(shared, ruta, in_scope, sign_in):
    renames(sign_in(ruta), shared)
    consent = Consent.objects.get()

    refused = answers(sign_in(in_scope.liis), consent, "no")
    assert refused.status_code == 422
    assert "State the reason" in words_on(refused)

    answers(sign_in(in_scope.liis), consent, "no", "Not yet.")
    shared.refresh_from_db()
    consent.refresh_from_db()
    assert (shared.name, consent.status) == ("Youth House", "refused")
    assert acts(shared) == ["consent.asked", "consent.refused", "consent.closed"]


def test_all_offices_have_to_agree(shared, ruta, in_scope, sign_in):
    make_participation(make_partnership(in_scope.service, "Of the head office"), shared, status="member")
    renames(sign_in(ruta), shared)
    consent = Consent.objects.get()
    assert {answer.office for answer in consent.answers.all()} == {in_scope.tallinn, None}

    answers(sign_in(in_scope.liis), consent)
    shared.refresh_from_db()
    assert shared.name == "Youth House"

    page = sign_in(in_scope.lina).get(url("consent", consent.pk))
    assert f"Answer for {in_scope.service}" in words_on(page)
    answers(sign_in(in_scope.lina), consent)
    shared.refresh_from_db()
    assert shared.name == "House of Youth"


def test_who_sees_everything_asks_nobody(shared, contact, in_scope, sign_in):
    browser = sign_in(in_scope.lina)
    address = url("organisation_rename", shared.pk)

    browser.post(address, typed_in(browser.get(address), "name", name="House of Youth", on_year="2026"))

    shared.refresh_from_db()
    assert (shared.name, Consent.objects.count()) == ("House of Youth", 0)


def test_what_one_office_alone_has_needs_no_consent(ruta, in_scope, sign_in):
    own = make_organisation(in_scope.service, "Alone", "ngo")
    ended = make_partnership(in_scope.service, "Long over", office=in_scope.tallinn)
    make_participation(ended, own, status="member")
    Partnership.objects.filter(pk=ended.pk).update(ended_on="2020-01-01", end_reason="achieved")
    browser = sign_in(ruta)
    address = url("organisation_rename", own.pk)

    browser.post(address, typed_in(browser.get(address), "name", name="Not alone", on_year="2026"))

    own.refresh_from_db()
    assert own.name == "Not alone"


def test_no_service_acts_without_the_consent(shared, contact, ruta):
    """What a page could forget, the services refuse: each act, its rows unchanged."""
    by, other = Actor.user(ruta), make_organisation(shared.service, "Youth House, VšĮ", "ngo")
    line = make_name(shared, "Club")
    done = merge(kept=make_organisation(shared.service, "Kept", "ngo"), merged=other, by=Actor.system())
    day = PartialDate(2026)
    forbidden = [
        lambda: change_organisation(organisation=shared, by=by, place="Kaunas"),
        lambda: rename_organisation(organisation=shared, by=by, name="X", language="", on=day),
        lambda: change_name(other=line, by=by, name="Y"),
        lambda: remove_name(other=line, by=by),
        lambda: end_organisation(organisation=shared, by=by, kind="dissolved", on=day),
        lambda: reopen_organisation(organisation=shared, by=by),
        lambda: merge(kept=done.kept, merged=shared, by=by),
        lambda: merge(kept=shared, merged=done.kept, by=by),
        lambda: save_contact(contact=contact, by=by, phone="+370 1"),
        lambda: change_representative(
            organisation=shared, by=by, former=contact, new=None, on=datetime.date(2026, 1, 2)
        ),
    ]
    for act in forbidden:
        with pytest.raises(Refused, match="Tallinn"):
            act()

    add_contact(organisation=shared, by=by, name="New person", email="new@house.example")
    undo_merge(merge=done, by=by)


def test_a_contact_named_in_a_text_out_for_signature_is_included(in_scope, ruta):
    """The federation takes part nowhere else: its president signs for a member at a table of the other office."""
    agreement = sent_agreement(in_scope)
    Partnership.objects.filter(pk=agreement.partnership_id).update(office=in_scope.tallinn)
    request = agreement.signing_requests.first()
    federation = make_organisation(in_scope.service, "Federation", "social_partner")
    president = make_contact(federation, "Petras Petraitis", email="petras@federation.example")
    request.signatory.contact = president
    request.signatory.save()

    with pytest.raises(Refused, match="Tallinn"):
        save_contact(contact=president, by=Actor.user(ruta), email="other@federation.example")


@pytest.mark.parametrize("ended", ["expired", "declined"])
def test_the_next_link_of_another_office_is_not_redirected_without_its_consent(in_scope, ruta, sign_in, ended):
    """S2: the link at the old address has ended; the next one would go to the address that Ruta types."""
    agreement = sent_agreement(in_scope)
    Partnership.objects.filter(pk=agreement.partnership_id).update(office=in_scope.tallinn)
    request = agreement.signing_requests.select_related("agreement", "party", "signatory").first()
    federation = make_organisation(in_scope.service, "Federation", "social_partner")
    request.signatory.contact = make_contact(federation, "Petras Petraitis", email="petras@federation.example")
    request.signatory.save()
    if ended == "expired":
        agreement.signing_requests.update(expires_at=timezone.now())
    else:
        decline(request=request, name="Petras", reason="Not yet")
    browser, address = sign_in(ruta), url("contact_change", request.signatory.contact_id)

    why = browser.post(address, typed_in(browser.get(address), "email", email="other@federation.example"))
    browser.post(address, typed_in(why, "consent_reason", consent_reason="The address changed."))

    assert Contact.objects.get(pk=request.signatory.contact_id).email == "petras@federation.example"
    page = words_on(sign_in(in_scope.liis).get(url("consent", Consent.objects.get().pk)))
    assert "the next one goes to the address on record" in page
    answers(sign_in(in_scope.liis), Consent.objects.get())
    renewed = Signatory.objects.select_related("contact", "party").get(pk=request.signatory_id)
    assert ask_again(signatory=renewed, by=Actor.user(in_scope.liis)).email == "other@federation.example"


def test_a_contact_that_has_signed_elsewhere_is_changed_at_once(in_scope, ruta):
    agreement = sent_agreement(in_scope)
    Partnership.objects.filter(pk=agreement.partnership_id).update(office=in_scope.tallinn)
    request = agreement.signing_requests.select_related("agreement", "party", "signatory").first()
    federation = make_organisation(in_scope.service, "Federation", "social_partner")
    president = make_contact(federation, request.name, email="petras@federation.example")
    request.signatory.contact = president
    request.signatory.save()
    sign_all(agreement)

    save_contact(contact=president, by=Actor.user(ruta), email="other@federation.example")

    assert Contact.objects.get(pk=president.pk).email == "other@federation.example"


def test_a_contact_is_changed_after_consent_and_ends_as_a_fresh_look(shared, contact, ruta, in_scope, sign_in):
    browser, address = sign_in(ruta), url("contact_change", contact.pk)
    why = browser.post(address, typed_in(browser.get(address), "name", office_held="Director"))
    browser.post(address, typed_in(why, "consent_reason", consent_reason="She was elected."))
    page = words_on(sign_in(in_scope.liis).get(url("consent", Consent.objects.get().pk)))
    assert ("Director" in page, "Ona Petraitė" in page) == (True, True)

    answers(sign_in(in_scope.liis), Consent.objects.get())

    contact.refresh_from_db()
    assert contact.office_held == "Director"


def test_what_changed_meanwhile_is_not_overwritten(shared, contact, ruta, in_scope, sign_in):
    browser, address = sign_in(ruta), url("contact_change", contact.pk)
    why = browser.post(address, typed_in(browser.get(address), "name", office_held="Director"))
    browser.post(address, typed_in(why, "consent_reason", consent_reason="She was elected."))
    save_contact(contact=contact, by=Actor.user(in_scope.lina), office_held="President")

    done = answers(sign_in(in_scope.liis), Consent.objects.get())

    contact.refresh_from_db()
    consent = Consent.objects.get()
    assert (contact.office_held, consent.status) == ("President", "overtaken")
    assert "Somebody else changed the same facts" in words_on(done)


def test_records_are_merged_and_an_organisation_ends_after_consent(shared, ruta, in_scope, sign_in):
    alytus, tallinn = sign_in(ruta), sign_in(in_scope.liis)
    double = make_organisation(in_scope.service, "Youth House Alytus", "ngo", country="LT")
    address = url("merge", shared.pk, double.pk)
    why = alytus.post(address, typed_in(alytus.get(address), "seen"))
    alytus.post(address, typed_in(why, "consent_reason", consent_reason="Entered twice."))
    assert "Youth House Alytus" in words_on(tallinn.get(url("consent", Consent.objects.get().pk)))

    answers(tallinn, Consent.objects.get())

    double.refresh_from_db()
    assert double.merged_into == shared

    address = url("organisation_end", shared.pk)
    sure = alytus.post(address, typed_in(alytus.get(address), "on_year", kind="dissolved", on_year="2026"))
    why = alytus.post(address, {**typed_in(sure, "kind"), "confirmed": "1"})
    alytus.post(address, typed_in(why, "consent_reason", consent_reason="Dissolved by a court."))
    answers(tallinn, Consent.objects.open().get())

    shared.refresh_from_db()
    assert shared.end_kind == "dissolved"


def test_asked_twice_it_is_one_request(shared, ruta, sign_in):
    browser = sign_in(ruta)
    renames(browser, shared)

    again = browser.post(
        url("organisation_rename", shared.pk),
        typed_in(browser.get(url("organisation_rename", shared.pk)), "name", name="Other", on_year="2026"),
        follow=True,
    )

    assert "already been proposed" in words_on(again)
    assert Consent.objects.count() == 1


def test_two_managers_of_one_office_answer_once(shared, ruta, in_scope, sign_in):
    renames(sign_in(ruta), shared)
    consent = Consent.objects.get()
    second = sign_in(person("Katrin", in_scope.service, Role.MANAGER, in_scope.tallinn))
    opened = typed_in(second.get(url("consent", consent.pk)), "answer", agrees="no", reason="No.")
    answers(sign_in(in_scope.liis), consent)

    late = second.post(url("consent", consent.pk), opened, follow=True)

    assert "closed in the meantime" in words_on(late)
    consent.refresh_from_db()
    assert consent.status == "done"


def test_the_asking_office_withdraws_and_the_other_cannot(shared, ruta, in_scope, sign_in):
    renames(sign_in(ruta), shared)
    consent = Consent.objects.get()
    address = url("consent_withdraw", consent.pk)
    assert sign_in(in_scope.liis).get(address).status_code == 403

    browser = sign_in(ruta)
    browser.post(address, typed_in(browser.get(address), "once"))

    consent.refresh_from_db()
    assert (consent.status, consent.values) == ("withdrawn", {})
    assert not WaitingTask.objects.filter(kind="consent.answer").exists()
    late = sign_in(in_scope.liis).post(url("consent", consent.pk), {"agrees": "yes"}, follow=True)
    assert "closed in the meantime" in words_on(late)


def test_a_third_office_sees_nothing_of_it(shared, ruta, in_scope, sign_in):
    renames(sign_in(ruta), shared)
    kaunas = type(in_scope.alytus).objects.create(service=in_scope.service, name="Kaunas")
    third = sign_in(person("Third", in_scope.service, Role.MANAGER, kaunas))

    assert third.get(url("consent", Consent.objects.get().pk)).status_code == 404
    assert "Record a new name of the organisation" not in words_on(third.get(url("organisation", shared.pk)))


def test_who_left_meanwhile_changes_nothing(shared, ruta, in_scope, sign_in):
    renames(sign_in(ruta), shared)
    ruta.memberships.update(ended_on="2026-11-01")

    done = answers(sign_in(in_scope.liis), Consent.objects.get())

    shared.refresh_from_db()
    assert shared.name == "Youth House"
    assert "no longer works here" in words_on(done)


def test_a_file_changes_nothing_that_other_offices_share(shared, ruta, in_scope):
    line = f"Record number,Name,Category,Place\n{shared.pk},Youth House,ngo,Kaunas\n"

    by_ruta = written_file(in_scope.service, ruta, line)
    shared.refresh_from_db()
    assert (by_ruta.status, shared.place) == ("failed", "")
    assert "also takes part in a partnership of Tallinn" in by_ruta.failure

    written_file(in_scope.service, in_scope.lina, line)
    shared.refresh_from_db()
    assert shared.place == "Kaunas"


def test_a_french_office_is_asked_and_answers_in_french(shared, ruta, in_scope, sign_in):
    type(ruta).objects.filter(pk__in=[ruta.pk, in_scope.liis.pk]).update(language="fr")

    why, _asked = renames(sign_in(ruta), shared)

    assert "Consulter d’abord les autres agences" in words_on(why)
    [mail] = OutboxMail.objects.filter(kind="consent_asked")
    assert mail.subject == "Votre consentement est demandé : Youth House"
    assert "Enregistrer un nouveau nom de l’organisation" in mail.body_text
    page = words_on(answers(sign_in(in_scope.liis), Consent.objects.get(), "no", "Pas encore."))
    assert ("Refusée" in page, "Pas encore." in page, "n’accepte pas" in page) == (True, True, True)

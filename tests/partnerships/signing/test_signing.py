"""Sending, signing, declining, taking back: what each does, and what each refuses (S1, S2, S4)."""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.core import serializers
from django.utils import timezone

from partnerships.drafting.rules.text import TextChanged
from partnerships.drafting.services.writing import remove_part, save_terms
from partnerships.models import Participation, Partnership, Signature
from partnerships.signing.rules.links import LinkState
from partnerships.signing.services.asking import ask_again
from partnerships.signing.services.checking import accept
from partnerships.signing.services.clock import sweep_agreements
from partnerships.signing.services.links import link_behind, link_now
from partnerships.signing.services.signing import (
    LinkUnusable,
    NotReady,
    decline,
    recall,
    send_for_signature,
    sign,
    sign_on_paper,
)
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor, verify
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.links import hash_token
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import sweep
from tests.factories import make_participation, ready_agreement, send_out, sent_agreement, sign_all, signed_agreement
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import link_of

AT = datetime(2026, 12, 8, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


rows = lent_agreement(ready_agreement, at=AT)


@pytest.fixture
def draft(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def sent(in_scope, draft):
    return send_out(draft, in_scope, at=AT)


def request_of(agreement, number: int = 0):
    return agreement.signing_requests.select_related("agreement", "party")[number]


def sign_as(request, **changes):
    given = {"name": request.name, "office_held": "Director", "mandate": "Statute", "text_sha256": request.text_sha256}
    return sign(request=request, **{**given, "at": AT, **changes})


def status_of(agreement) -> str:
    agreement.refresh_from_db()
    return agreement.status


def test_a_text_with_gaps_is_refused_with_all_of_them_and_nothing_goes_out(draft):
    """A16: the guard enforces what the page prints."""
    save_terms(agreement=draft, by=BY, quality="", notice="", model="subcontracted")
    rows = LedgerEntry.objects.count()

    with pytest.raises(NotReady) as refused:
        send_for_signature(agreement=draft, by=BY, at=AT)

    codes = [finding.code for finding in refused.value.findings]
    assert codes == ["quality_missing", "section_missing", "section_missing", "ending_rules_missing"]
    assert (status_of(draft), draft.snapshot, draft.frozen_at) == ("draft", "", None)
    assert (OutboxMail.objects.count(), draft.signing_requests.count(), LedgerEntry.objects.count()) == (0, 0, rows)


def test_advice_does_not_keep_a_text_from_going_out(draft):
    """A signatory without an address signs on paper."""
    contact = draft.parties.last().signatories.get().contact
    type(contact).objects.filter(pk=contact.pk).update(email="", phone="+370 315")

    asked = send_for_signature(agreement=draft, by=BY, at=AT)

    assert [request.party.name for request in asked] == ["Employment Service", "Department of Youth Affairs"]
    assert OutboxMail.objects.count() == 2


def test_nothing_is_sent_out_for_a_partnership_that_has_ended(draft):
    Partnership.objects.filter(pk=draft.partnership_id).update(ended_on=AT.date(), end_reason="goals_met")

    with pytest.raises(MoveRefused, match="the partnership has ended"):
        send_for_signature(agreement=draft, by=BY, at=AT)

    assert (status_of(draft), OutboxMail.objects.count()) == ("draft", 0)


def test_sending_freezes_the_text_with_its_fingerprint(draft):
    send_for_signature(agreement=draft, by=BY, at=AT)

    assert status_of(draft) == "out_for_signature"
    assert (draft.frozen_at, draft.signing_ends_on) == (AT, date(2027, 1, 7))
    assert draft.snapshot_sha256 == hashlib.sha256(draft.snapshot.encode("utf-8")).hexdigest()
    frozen = json.loads(draft.snapshot)
    assert [party["name"] for party in frozen["parties"]] == [party.name for party in draft.parties.all()]
    assert {row.text_sha256 for row in draft.signing_requests.all()} == {draft.snapshot_sha256}


def test_the_token_stands_nowhere_in_clear_once_its_mail_has_gone(sent):
    token = link_of("ona@youth.example").strip("/").split("/")[-1]
    sweep(now=AT + DAY)

    assert sent.signing_requests.filter(token_hash=hash_token(token)).count() == 1
    stored = "".join(serializers.serialize("json", model._base_manager.all()) for model in apps.get_models())
    assert (len(token) >= 22, "ona@youth.example" in stored, token in stored) == (True, True, False)


def test_the_last_signature_brings_the_text_into_force(sent):
    sign_as(request_of(sent, 0))
    sign_as(request_of(sent, 2))
    assert status_of(sent) == "out_for_signature"

    sign_as(request_of(sent, 1), at=AT + DAY)

    assert (status_of(sent), sent.in_force_at) == ("in_force", AT + DAY)
    assert (str(sent.signed), str(sent.effective)) == ("2026-12-09", "2026-12-09")


def test_each_signature_keeps_who_signed_what_with_which_mandate(sent):
    given = sign_as(request_of(sent), name="Rasa K.", mandate="Order 12")

    stored = Signature.objects.get()
    assert (stored.pk, stored.name, stored.mandate, stored.method) == (given.pk, "Rasa K.", "Order 12", "link")
    assert (stored.text_sha256, stored.at) == (sent.snapshot_sha256, AT)
    entry = LedgerEntry.objects.get(act="signature.given")
    assert (entry.private("signatory"), entry.private("mandate"), entry.actor_name) == (
        "Rasa K.",
        "Order 12",
        "Rasa K.",
    )


@pytest.mark.parametrize("shown", ["", "0" * 64])
def test_another_text_than_the_one_shown_is_not_signed(sent, shown):
    with pytest.raises(TextChanged):
        sign_as(request_of(sent), text_sha256=shown)

    assert (Signature.objects.count(), request_of(sent).closed_at) == (0, None)


def test_a_snapshot_that_was_tampered_with_cannot_be_signed(sent):
    type(sent).objects.filter(pk=sent.pk).update(snapshot=sent.snapshot.replace("900", "90"))

    with pytest.raises(TextChanged):
        sign_as(request_of(sent))


@pytest.mark.parametrize("again", ["sign", "decline"])
def test_a_link_works_once(sent, again):
    request = request_of(sent)
    sign_as(request)

    with pytest.raises(LinkUnusable):
        sign_as(request) if again == "sign" else decline(request=request, name="Rasa", reason="No", at=AT)

    assert sent.signatures.count() == 1


def test_a_link_ends_with_its_last_day(sent):
    token = link_of("ona@youth.example").strip("/").split("/")[-1]
    last_moment = request_of(sent).expires_at

    request = link_behind(token)
    assert request.email == "ona@youth.example"
    assert link_now(request, last_moment - timedelta(seconds=1)).state == LinkState.OPEN
    assert link_now(request, last_moment).state == LinkState.EXPIRED
    with pytest.raises(LinkUnusable):
        sign_as(request_of(sent), at=last_moment)


def test_a_refusal_is_kept_and_the_manager_hears_of_it(sent, cast):
    decline(request=request_of(sent, 1), name="Ona Petraitė", reason="No budget in 2027", at=AT)

    refusal = sent.signatures.get()
    assert (refusal.kind, refusal.reason, status_of(sent)) == ("declined", "No budget in 2027", "out_for_signature")
    letter = OutboxMail.objects.get(kind="signature_declined")
    assert (letter.to_address, "No budget in 2027" in letter.body_text) == (cast.lina.email, True)
    entry = LedgerEntry.objects.get(act="signature.declined")
    assert (entry.after, entry.private("reason")) == ({"party": "Department of Youth Affairs"}, "No budget in 2027")


def test_who_declined_can_be_asked_again_and_sign(sent):
    old = link_of("ona@youth.example").strip("/").split("/")[-1]
    decline(request=request_of(sent, 1), name="Ona", reason="Not yet", at=AT)

    new = ask_again(signatory=request_of(sent, 1).signatory, by=BY, at=AT + DAY)

    assert link_of("ona@youth.example") != old
    assert link_now(link_behind(old), AT + DAY).state == LinkState.DECLINED
    sign_as(new, at=AT + DAY)
    sign_all(sent, at=AT + DAY)
    assert status_of(sent) == "in_force"


def test_asking_again_replaces_an_open_link_and_opens_the_time_again(sent):
    late = AT + 40 * DAY
    first = request_of(sent)

    second = ask_again(signatory=first.signatory, by=BY, at=late)

    first.refresh_from_db()
    assert (first.closed_at, second.closed_at, second.expires_at > late) == (late, None, True)
    assert status_of(sent) == "out_for_signature"
    assert sent.signing_ends_on == date(2027, 2, 16)


def test_asking_again_on_the_last_day_gives_the_signatory_time(sent):
    last_day = AT.replace(year=2027, month=1, day=7)
    assert sent.signing_ends_on == last_day.date()

    assert timezone.localdate(ask_again(signatory=request_of(sent).signatory, by=BY, at=last_day - DAY).expires_at) == (
        last_day.date()
    )
    again = ask_again(signatory=request_of(sent).signatory, by=BY, at=last_day)
    assert timezone.localdate(again.expires_at) == date(2027, 2, 6)


def test_nobody_is_asked_who_has_signed(sent):
    request = request_of(sent)
    sign_as(request)

    with pytest.raises(MoveRefused):
        ask_again(signatory=request.signatory, by=BY, at=AT)
    with pytest.raises(MoveRefused):
        sign_on_paper(signatory=request.signatory, by=BY, name="R", office_held="D", mandate="S", signed_at=AT)


def test_taking_back_voids_what_was_signed_and_closes_every_link(sent, cast):
    sign_as(request_of(sent, 0))

    recall(agreement=sent, by=Actor.user(cast.lina), reason="A wrong sum", at=AT)

    assert (status_of(sent), sent.snapshot, sent.snapshot_sha256) == ("draft", "", "")
    assert [row.withdrawn_at for row in sent.signatures.all()] == [AT]
    assert sent.signing_requests.filter(closed_at=None).count() == 0
    assert OutboxMail.objects.filter(kind="text_recalled").count() == 3  # who signed, too: the signature counts no more
    assert LedgerEntry.objects.get(act="agreement.recalled").private("reason") == "A wrong sum"


def test_after_taking_back_all_sign_the_new_text(sent):
    sign_as(request_of(sent, 0))
    old = sent.snapshot_sha256
    recall(agreement=sent, by=BY, reason="A wrong sum", at=AT)
    save_terms(agreement=sent, by=BY, notice="Six months")
    send_for_signature(agreement=sent, by=BY, at=AT + DAY)

    sign_all(sent, at=AT + DAY)

    assert (status_of(sent), sent.snapshot_sha256 != old) == ("in_force", True)
    assert sent.signatures.filter(withdrawn_at=None, text_sha256=sent.snapshot_sha256).count() == 3


def test_a_fixed_day_waits_and_the_clock_makes_up_for_being_late(in_scope):
    """S1: asked as “not later than today”."""
    agreement = signed_agreement(in_scope, at=AT, force_rule="fixed_day", effective=PartialDate(2027, 1, 1))
    assert (agreement.status, str(agreement.signed)) == ("signed", "2026-12-08")

    assert sweep_agreements(now=datetime(2026, 12, 31, 9, tzinfo=UTC)).took_force == 0
    assert sweep_agreements(now=datetime(2027, 1, 9, 9, tzinfo=UTC)).took_force == 1
    assert sweep_agreements(now=datetime(2027, 1, 10, 9, tzinfo=UTC)).took_force == 0

    assert (status_of(agreement), str(agreement.effective)) == ("in_force", "2027-01-01")
    assert LedgerEntry.objects.get(act="agreement.in_force").actor_kind == "clock"


def test_paper_signed_earlier_does_not_date_the_text_back(sent):
    """The agreement is signed with its last signature, and in force from when that is in."""
    sign_as(request_of(sent, 0), at=AT + 2 * DAY)
    sign_as(request_of(sent, 1), at=AT + 3 * DAY)
    paper = {"name": "Jonas", "office_held": "Director", "mandate": "T-214", "signed_at": AT + DAY}

    kept = sign_on_paper(signatory=request_of(sent, 2).signatory, by=BY, at=AT + 5 * DAY, **paper)
    accept(signature=kept, outcome="compared", basis="All pages", by=BY, at=AT + 5 * DAY)

    assert (status_of(sent), sent.in_force_at, str(sent.signed)) == ("in_force", AT + 5 * DAY, "2026-12-11")
    entry = LedgerEntry.objects.get(act="signature.recorded_on_paper")
    assert (entry.at, sent.signatures.get(method="paper").at) == (AT + 5 * DAY, AT + DAY)


def statuses(agreement) -> list[str]:
    rows = Participation.objects.filter(parties__agreement=agreement).order_by("parties__order")
    return list(rows.values_list("status", flat=True))


def test_a_network_takes_force_with_its_first_signature_and_others_join_by_their_own(in_scope):
    """A1, S1: no other member signs again when a member joins."""
    agreement = sent_agreement(in_scope, at=AT, force_rule="own_signature")
    Participation.objects.filter(parties__agreement=agreement).update(status="in_dialogue")

    sign_as(request_of(agreement, 1))
    assert (status_of(agreement), statuses(agreement)) == ("in_force", ["in_dialogue", "member", "in_dialogue"])

    sign_as(request_of(agreement, 0), at=AT + 20 * DAY)
    assert (agreement.signatures.count(), statuses(agreement)) == (2, ["member", "member", "in_dialogue"])
    assert (status_of(agreement), agreement.in_force_at) == ("in_force", AT)
    with pytest.raises(LinkUnusable):
        sign_as(request_of(agreement, 1), at=AT + 20 * DAY)


def test_members_of_a_network_sign_also_while_it_waits_for_its_day(in_scope):
    day = PartialDate(2027, 1, 1)
    agreement = sent_agreement(in_scope, at=AT, force_rule="own_signature", effective=day)

    sign_as(request_of(agreement, 0))
    assert status_of(agreement) == "signed"
    sign_as(request_of(agreement, 1), at=AT + DAY)

    assert (status_of(agreement), agreement.signatures.count()) == ("signed", 2)


def test_parties_of_other_texts_do_not_join_by_this_signature(in_scope):
    agreement = sent_agreement(in_scope, at=AT)
    bystander = make_participation(agreement.partnership, class_name="Employers", status="invited")

    sign_all(agreement, at=AT)

    bystander.refresh_from_db()
    assert (status_of(agreement), bystander.status) == ("in_force", "invited")


def leave_out(agreement, party):
    """The party goes, and what was its own goes to the lead or to another source."""
    remove_part(part=party, by=BY)
    for rows in (agreement.responsibilities, agreement.dissolution_steps):
        rows.filter(owner=None).update(owner=agreement.lead)
    agreement.contributions.filter(party=None).update(source_name="Youth fund")


def test_the_whole_story_stands_in_the_ledger_in_its_order(draft):
    send_for_signature(agreement=draft, by=BY, at=AT)
    decline(request=request_of(draft, 1), name="Ona", reason="Ona says no", at=AT)
    recall(agreement=draft, by=BY, reason="Ona leaves", at=AT)
    leave_out(draft, draft.parties.all()[1])
    send_for_signature(agreement=draft, by=BY, at=AT)
    sign_all(draft, at=AT)

    story = LedgerEntry.objects.filter(seq__gt=LedgerEntry.objects.filter(act="agreement.changed").latest("seq").seq)
    acts = list(story.order_by("seq").values_list("act", flat=True))
    sent = ["agreement.sent", "signature.requested", "signature.requested"]
    assert [act for act in acts if not act.endswith(".planned")] == [
        *sent, "signature.requested", "signature.declined", "agreement.recalled", "party.saved",
        *sent, "signature.given", "signature.given", "agreement.in_force", "commitments.followed",
    ]  # fmt: skip
    assert verify().ok
    open_part = json.dumps([[row.before, row.after, row.object_label] for row in LedgerEntry.objects.all()])
    assert [name for name in ("Ona", "Rasa", "Jonas", "@") if name in open_part] == []

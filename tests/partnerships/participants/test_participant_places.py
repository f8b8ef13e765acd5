"""One place at the table: a double that leaves it, and a legal successor that takes it (F2)."""

import json

import pytest

from partnerships.models import ChainNeed, Cover, Participation
from partnerships.participants.services.participants import carry_on, close_double, reopen_double
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.moves import MoveRefused
from tests.factories import (
    make_organisation,
    make_partnership,
    ready_agreement,
    signed_agreement,
)
from tests.factories.dialogue import make_invitation, make_invited, make_talk
from tests.factories.forming import BY


def test_a_double_leaves_the_table_and_what_it_had_follows(in_scope):
    partnership, kept, double = two_rows(in_scope)
    need = ChainNeed.objects.create(partnership=partnership, need="A flat")
    Cover.objects.create(need=need, participation=double, extent="full")
    talk, invitation = make_talk(double, in_scope.lina), make_invitation(double)

    done = close_double(participation=double, kept=kept, by=Actor.user(in_scope.lina))

    kept.refresh_from_db()
    double.refresh_from_db()
    assert (kept.status, kept.is_key_actor, double.status, double.successor) == ("invited", True, "left", kept)
    for row in (talk, invitation, need.covers.get()):
        row.refresh_from_db()
        assert row.participation_id == kept.pk
    assert json.loads(json.dumps(done)) == done


def test_a_double_that_was_none_comes_back_as_it_was(in_scope):
    partnership, kept, double = two_rows(in_scope)
    need = ChainNeed.objects.create(partnership=partnership, need="A flat")
    for row, extent in ((kept, "part"), (double, "full")):
        Cover.objects.create(need=need, participation=row, extent=extent)
    make_invitation(kept)
    second = make_invitation(double)

    done = json.loads(json.dumps(close_double(participation=double, kept=kept, by=Actor.user(in_scope.lina))))
    second.refresh_from_db()
    assert second.closed_at is not None
    reopen_double(done=done, by=Actor.user(in_scope.lina))

    for row in (kept, double, second):
        row.refresh_from_db()
    assert (kept.status, kept.is_key_actor, double.status, double.is_key_actor) == ("invited", False, "invited", True)
    assert (double.successor, second.participation, second.closed_at) == (None, double, None)
    assert sorted(need.covers.values_list("participation", "extent")) == sorted(
        [(kept.pk, "part"), (double.pk, "full")]
    )


def test_the_doubts_about_a_double_go_over_and_it_threatens_nothing_any_more(in_scope):
    _partnership, kept, double = two_rows(in_scope)
    Participation.objects.filter(pk=double.pk).update(is_reluctant=True)

    done = close_double(participation=double, kept=kept, by=BY)

    kept.refresh_from_db()
    double.refresh_from_db()
    assert [(row.is_reluctant, row.is_key_actor) for row in (kept, double)] == [(True, True), (False, False)]
    reopen_double(done=done, by=BY)
    kept.refresh_from_db()
    double.refresh_from_db()
    assert [(row.is_reluctant, row.is_key_actor) for row in (kept, double)] == [(False, False), (True, True)]


def test_a_draft_that_names_both_keeps_both_parties(in_scope):
    draft = ready_agreement(in_scope)
    kept, double = (party.participation for party in draft.parties.order_by("pk")[:2])
    in_another = ready_agreement(in_scope).parties.first()
    type(in_another).objects.filter(pk=in_another.pk).update(participation=double)

    done = close_double(participation=double, kept=kept, by=BY)

    in_another.refresh_from_db()
    assert (in_another.participation, done["moved"]["parties"]) == (kept, [in_another.pk])
    assert draft.parties.filter(participation__in=(kept, double)).count() == 2
    assert draft.parties.filter(participation=double).count() == 1


def two_rows(cast):
    partnership = make_partnership(cast.service)
    kept = make_invited(cast.service, "College", partnership=partnership)
    return partnership, kept, make_invited(cast.service, "Colege", partnership=partnership, is_key_actor=True)


def test_a_legal_successor_takes_the_place_in_drafts_and_never_in_signed_texts(in_scope):
    signed = signed_agreement(in_scope)
    draft = ready_agreement(in_scope)
    frozen = signed.snapshot
    follower = make_organisation(in_scope.service, "New department")
    for agreement in (signed, draft):
        former = agreement.parties.order_by("pk").first().participation
        Participation.objects.filter(pk=former.pk).update(status="member", is_key_actor=True)

        new = carry_on(participation=former, successor=follower, by=BY, on=PartialDate.parse("2026-05-01"))

        former.refresh_from_db()
        assert (former.status, former.left.display(), former.successor) == ("left", "1 May 2026", new)
        assert (new.status, new.joined.display(), new.is_key_actor) == ("member", "1 May 2026", True)
    signed.refresh_from_db()
    assert signed.snapshot == frozen
    assert not signed.parties.filter(participation__organisation=follower).exists()
    assert not draft.parties.get(participation__organisation=follower).signatories.exists()
    draft.partnership.refresh_from_db()
    assert "new department" in draft.partnership.search_text


def test_a_successor_that_sits_at_the_table_already_takes_over_in_its_own_row(in_scope):
    _partnership, former, present = two_rows(in_scope)
    make_invitation(former)

    new = carry_on(participation=former, successor=present.organisation, by=BY, on=PartialDate.parse("2026"))

    assert (new.pk, new.status) == (present.pk, "invited")
    assert new.invitations.open().count() == 1
    with pytest.raises(MoveRefused):
        carry_on(participation=former, successor=present.organisation, by=BY, on=PartialDate.parse("2026"))

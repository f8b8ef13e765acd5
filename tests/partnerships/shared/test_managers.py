"""Who manages a partnership, and so learns what was written about it in confidence (X1)."""

import pytest
from django.utils import timezone

from partnerships.access import Managers, managers_of
from partnerships.models import Agreement, Partnership
from partnerships.participants.services.inviting import answer_invitation
from partnerships.participants.services.representatives import change_representative
from partnerships.signing.services.signing import decline
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.outbox.models import OutboxMail
from tests.cast import person
from tests.factories import make_contact, make_organisation, make_participation, make_partnership, sent_agreement
from tests.factories.autonomy import asked_approval, decide
from tests.factories.dialogue import make_invitation, make_invited
from tests.factories.forming import BY
from tests.factories.waiting import waiting_for


def end(user, **changes) -> None:
    Membership.objects.filter(user=user).update(ended_on=timezone.localdate(), **changes)


def names(partnership) -> list[str]:
    return [user.name for user in managers_of(partnership)]


def told(kind: str) -> list[str]:
    return sorted(OutboxMail.objects.filter(kind=kind).values_list("to_address", flat=True))


def of_alytus(cast, **fields):
    return make_partnership(cast.service, office=cast.alytus, **{"manager": cast.lina, **fields})


def test_the_named_manager_alone_while_they_may_act(in_scope):
    person("Rasa", in_scope.service, Role.MANAGER, in_scope.alytus)

    assert names(of_alytus(in_scope)) == ["Lina"]


def lost_the_account(cast):
    cast.lina.is_active = False
    cast.lina.save()


def moved_to_another_office(cast):
    Membership.objects.filter(user=cast.lina).update(office=cast.tallinn)


def became_a_reader(cast):
    Membership.objects.filter(user=cast.lina).update(role=Role.READER)


@pytest.mark.parametrize(
    "leave", [lambda cast: end(cast.lina), lost_the_account, moved_to_another_office, became_a_reader]
)
def test_a_named_manager_who_left_is_replaced_by_those_who_may_act(in_scope, leave):
    partnership = of_alytus(in_scope)
    person("Rasa", in_scope.service, Role.MANAGER, in_scope.alytus)
    person("Saule", in_scope.service, Role.MANAGER)
    end(person("Gone", in_scope.service, Role.MANAGER))
    leave(in_scope)

    partnership.refresh_from_db()
    assert names(partnership) == ["Rasa", "Saule"]


def test_an_office_is_not_managed_from_another_and_the_whole_service_not_from_an_office(in_scope):
    end(in_scope.lina)

    assert names(of_alytus(in_scope)) == []
    assert names(make_partnership(in_scope.service, "Of no office", manager=in_scope.liis)) == []
    assert names(make_partnership(in_scope.service, "In Tallinn", office=in_scope.tallinn)) == ["Liis"]
    assert names(make_partnership(in_scope.other_service, "Next door")) == ["Maarja"]


def test_a_refusals_reason_is_mailed_to_nobody_who_may_not_see_the_partnership(in_scope):
    agreement = sent_agreement(in_scope)
    person("Rasa", in_scope.service, Role.MANAGER, in_scope.alytus)
    end(in_scope.lina)

    decline(request=agreement.signing_requests.first(), name="Ona", reason="Our board is divided", at=timezone.now())

    assert told("signature_declined") == ["rasa@example.org"]


def test_an_answer_to_an_invitation_reaches_who_manages_now(in_scope):
    partnership = of_alytus(in_scope, manager=in_scope.liis)
    invitation = make_invitation(make_invited(in_scope.service, partnership=partnership))

    answer_invitation(invitation=invitation, answer="declines", name="Ona", note="The director forbids it.")

    assert told("invitation_answered") == ["lina@example.org"]
    assert "liis@example.org" not in OutboxMail.objects.get(kind="invitation_sent").body_text


def test_a_change_of_representative_reaches_who_manages_now(in_scope):
    organisation = make_organisation(in_scope.service)
    make_participation(of_alytus(in_scope, manager=in_scope.liis), organisation, status="member")

    new = make_contact(organisation, "Rasa Rasaitė")
    change_representative(organisation=organisation, by=BY, former=None, new=new, on=timezone.localdate())

    assert told("fresh_looks_asked") == ["lina@example.org"]


def test_the_units_word_goes_to_who_manages_now_where_the_asker_moved_on(in_scope):
    ruta = person("Ruta", in_scope.service, Role.MANAGER, in_scope.alytus)
    person("Rasa", in_scope.service, Role.MANAGER, in_scope.alytus)
    asked = asked_approval(in_scope, by=ruta)
    end(ruta)
    Partnership.objects.update(manager=ruta)

    decide(asked, in_scope.lina, "refused", reason="The board has no money")

    assert told("approval_decided") == ["rasa@example.org"]


def test_work_of_a_manager_who_left_waits_for_those_who_may_act(in_scope):
    agreement = Agreement.objects.create(partnership=of_alytus(in_scope), version=1, title="Draft", status="draft")
    rasa = person("Rasa", in_scope.service, Role.MANAGER, in_scope.alytus)
    assert [(line.task.is_own, line.with_whom) for line in waiting_for(rasa)] == [(False, "Lina, Alytus")]

    end(in_scope.lina)

    assert [(line.task.is_own, line.with_whom) for line in waiting_for(rasa)] == [(True, "Partnership manager, Alytus")]
    assert agreement.partnership.manager == in_scope.lina


def test_the_managers_of_a_service_are_read_once(in_scope, django_assert_num_queries):
    partnerships = [of_alytus(in_scope, title=f"No {number}") for number in range(3)]

    with django_assert_num_queries(1):
        managers = Managers(in_scope.service.pk)
        assert [managers.of(partnership) for partnership in partnerships] == [[in_scope.lina]] * 3

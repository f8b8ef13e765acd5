"""A15, O2: a renewal keeps the earlier targets in sight, beside what came of them."""

from datetime import timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from partnerships.drafting.services.writing import draft_agreement
from partnerships.models import Agreement, Objective
from partnerships.objectives.services import save_objective
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from reviews.agenda.views.earlier_targets import earlier_targets
from reviews.results.services.measuring import enter_value
from tests.factories import signed_agreement
from tests.factories.forming import BY
from tests.pages import words_on


def renewal(signed: Agreement, **fields) -> Agreement:
    return draft_agreement(partnership=signed.partnership, by=BY, previous=signed, title="Next", **fields)


def measured(objective: Objective, user, value: str, day) -> None:
    enter_value(
        objective=objective, value=Decimal(value), as_of=PartialDate.of(day), source="Register", by=Actor.user(user)
    )


def test_the_task_list_of_a_renewal_shows_target_result_and_new_target(in_scope, sign_in):
    signed = signed_agreement(in_scope)
    kept, dropped = signed.objectives.order_by("order", "pk")[:2]
    measured(kept, in_scope.lina, "41", timezone.localdate())
    draft = renewal(signed, kind="renewal")
    again = draft.objectives.get(lineage=kept.lineage)
    save_objective(agreement=draft, objective=again, by=BY, target=Decimal(77))
    draft.objectives.filter(lineage=dropped.lineage).delete()

    page = words_on(sign_in(in_scope.lina).get(reverse("partnerships:agreement", args=[draft.pk])))

    assert "Targets of version 1 and their results" in page
    [panel] = earlier_targets(draft, timezone.localdate())
    rows = {row["result"].objective.title: row for row in panel.context["rows"]}
    assert rows[kept.title]["result"].latest.value == 41
    assert "77" in rows[kept.title]["now"]
    assert rows[kept.title]["result"].shown_target.replace("\N{NO-BREAK SPACE}", " ") in page
    assert rows[dropped.title]["now"] == ""
    assert "not continued" in page


def test_only_a_renewal_asks_what_became_of_the_last_targets(in_scope):
    draft = renewal(signed_agreement(in_scope), kind="amendment")

    assert earlier_targets(draft, timezone.localdate()) == []


def test_what_is_measured_under_the_renewal_is_no_result_of_the_earlier_target(in_scope):
    signed = signed_agreement(in_scope)
    kept = signed.objectives.order_by("order", "pk").first()
    draft = renewal(signed, kind="renewal")
    now = timezone.now()
    Agreement.objects.filter(pk=draft.pk).update(in_force_at=now)
    draft.refresh_from_db()
    later = timezone.localdate(now) + timedelta(days=90)
    measured(draft.objectives.get(lineage=kept.lineage), in_scope.lina, "63", later)

    [panel] = earlier_targets(draft, later)

    assert panel.context["rows"][0]["result"].latest is None

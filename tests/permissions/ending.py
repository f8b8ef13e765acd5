"""An ending is read by all who read the portfolio; managers decide it, staff report its steps (X1)."""

from typing import Any

from partnerships.ending.services.deciding import decide_ending
from partnerships.ending.services.following import name_successor
from partnerships.ending.services.leaving import decide_matter, record_withdrawal
from partnerships.ending.services.objecting import note_objection
from partnerships.ending.services.steps import add_step, say_done
from tests.factories.agreements import signed_agreement
from tests.factories.dialogue import in_days
from tests.permissions.routes import MANAGER, READERS, WRITERS, Route, of

ROUTES: list[Route] = [
    Route("partnerships:partnership_end", MANAGER, of("partnership")),
    Route("partnerships:ending", READERS, of("ending_partnership")),
    Route("partnerships:ending_move", MANAGER, of("ending_partnership")),
    Route("partnerships:ending_stop", MANAGER, of("ending_partnership")),
    Route("partnerships:ending_objection", MANAGER, of("ending_partnership")),
    Route("partnerships:ending_words", MANAGER, of("ending_partnership")),
    Route("partnerships:ending_successor", MANAGER, of("ending_partnership")),
    Route("partnerships:ending_step_new", MANAGER, of("ending_partnership")),
    Route("partnerships:objection_answer", MANAGER, of("objection")),
    Route("partnerships:ending_step", READERS, of("ending_step"), posts=WRITERS),
    Route("partnerships:ending_step_check", WRITERS, of("said_step")),
    Route("partnerships:ending_step_change", MANAGER, of("added_step")),
    Route("partnerships:ending_step_remove", MANAGER, of("added_step"), method="post"),
    Route("partnerships:withdrawal_new", MANAGER, of("left_agreement")),
    Route("partnerships:withdrawal", READERS, of("withdrawal")),
    Route("partnerships:withdrawal_stay", MANAGER, of("withdrawal")),
    Route("partnerships:left_matter", MANAGER, of("left_matter")),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """A decided end with a step of each kind: as signed, reported, and added."""
    agreement = signed_agreement(crew)
    ending = decide_ending(
        partnership=agreement.partnership, user=crew.lina, ended_on=in_days(40), reason="no_value", note="No need."
    )
    name_successor(ending=ending, user=crew.lina, carried_on="The town.", successor=world.running)
    first, second = ending.steps.all()[:2]
    objection = note_objection(
        ending=ending, user=crew.lina, participation=first.owner, words="We still need it.", said_on=in_days(0)
    )
    return {
        "ending_partnership": agreement.partnership,
        "ending": ending,
        "ending_step": first,
        "said_step": say_done(step=second, user=crew.lina, done_on=in_days(0), words="All called.", by_us=False),
        "added_step": add_step(ending=ending, user=crew.lina, title="Tell all", is_before=True, own_day=in_days(9)),
        "objection": objection,
        **_left(crew),
    }


def _left(crew: Any) -> dict[str, object]:
    """Of one agreement a party leaves; of another one no party has given notice."""
    agreement = signed_agreement(crew)
    withdrawal = record_withdrawal(
        agreement=agreement,
        party=agreement.parties.last(),
        user=crew.lina,
        notice_on=in_days(0),
        last_day=in_days(90),
        reason="No staff.",
        allowed_by="Any party may leave.",
    )
    matter = withdrawal.matters.first()
    whole = signed_agreement(crew)
    return {
        "left_agreement": whole,
        "left_party": whole.parties.last(),
        "withdrawal": withdrawal,
        "left_matter": decide_matter(matter=matter, user=crew.lina, fate="open", taken_by=None, note="Agreed."),
    }

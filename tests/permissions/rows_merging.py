"""A merge that can be undone, a record to merge with, and a change of representative with its fresh look."""

import datetime
from typing import Any

from partnerships.merging.services.merging import merge
from partnerships.participants.services.representatives import change_representative
from pes_partnerships.ledger.services import Actor
from tests.factories import make_contact, make_organisation, make_participation


def rows(crew: Any, world: Any) -> dict[str, object]:
    by = Actor.user(crew.lina)
    second, double, kept = (
        make_organisation(crew.service, name, "ngo") for name in ("A second record", "Entered twice", "Entered once")
    )
    make_participation(world.partnership, kept, status="member")
    new = make_contact(kept, "Rasa Rasaitė")
    change = change_representative(organisation=kept, by=by, former=None, new=new, on=datetime.date(2026, 3, 1))
    return {
        "second_record": second,
        "merge": merge(kept=kept, merged=double, by=by),
        "representative_change": change,
        "fresh_look": change.looks.get(),
    }

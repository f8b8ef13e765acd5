"""Drafts that go past what their office may decide, and requests to the wider unit."""

from typing import Any

from django.utils import timezone
from django_scopes import scope

from partnerships.autonomy.services.approvals import ask_approval, decide_approval
from partnerships.autonomy.services.autonomy import Stated, save_beyond, sha256_of, state_autonomy
from partnerships.drafting.services.wording import agreement_text
from partnerships.drafting.services.writing import save_section
from partnerships.models import Agreement, Approval, Autonomy
from pes_partnerships.accounts.models import Membership, Office, User
from pes_partnerships.ledger.services import Actor

from .agreements import ready_agreement

WHY = "Point 4 spends 40,000 euros a year on rooms."


def stated(office: Office, by: User, **freedom: str) -> list[Autonomy]:
    """State some areas: stated(alytus, lina, budget="limits", collaboration="free")."""
    areas = {
        area: Stated(freedom=word, limits="Up to 10,000 euros a year" if word == "limits" else "")
        for area, word in freedom.items()
    }
    membership = Membership.objects.select_related("user", "service").get(user=by)
    with scope(service=office.service):
        return state_autonomy(office=office, by=membership, areas=areas)


def draft_beyond(cast: Any, *areas: str, **changes: Any) -> Agreement:
    """A draft that nothing bars but what its office may decide; by default it settles something about the budget."""
    agreement = ready_agreement(cast, **changes)
    with scope(service=cast.service):
        by = Actor.user(cast.lina)
        save_beyond(agreement=agreement, by=by, beyond=list(areas or ("budget",)), beyond_note=WHY)
        agreement.refresh_from_db()
    return agreement


def asked_approval(cast: Any, *areas: str, by: User | None = None) -> Approval:
    agreement = draft_beyond(cast, *areas)
    with scope(service=cast.service):
        return ask_approval(agreement=agreement, by=by or cast.lina, why=WHY)


def decide(approval: Approval, user: User, outcome: str = "approved", **changes: Any) -> Approval:
    """The word of the wider unit on the draft as it stands."""
    values = {
        "decided_by": "Rasa Kazlauskienė",
        "office_held": "Director",
        "decided_on": timezone.localdate(),
        "reason": "Minutes 12/2026",
        "text_sha256": sha256_of(agreement_text(approval.agreement)),
    }
    return decide_approval(approval=approval, by=user.memberships.get(), outcome=outcome, **values | changes)


def reword(agreement: Agreement) -> None:
    """The text becomes another one."""
    save_section(agreement=agreement, key="meetings", by=Actor.system(), body="The board meets every month.")

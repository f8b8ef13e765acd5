"""The mailbox of a service that receives messages to its entries where no contact person agreed to (D3)."""

from partnerships.shared.services.conflicts import refuse_overtaken
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Actor, one_act, record


@one_act()
def change_mailbox(
    *, service: EmploymentService, by: Actor, directory_email: str, seen: str | None = None
) -> EmploymentService:
    """Raises Conflict where it was changed meanwhile."""
    fresh = EmploymentService.objects.select_for_update().get(pk=service.pk)
    refuse_overtaken(fresh, seen, ["directory_email"])
    if fresh.directory_email == directory_email:
        return fresh
    before, fresh.directory_email = fresh.directory_email, directory_email
    fresh.save(update_fields=["directory_email"])
    record(
        act="message.mailbox_changed",
        anchor=fresh,
        by=by,
        service=fresh,
        before={"directory_email": before},
        after={"directory_email": directory_email},
    )
    return fresh

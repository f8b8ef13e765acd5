"""A partnership from its first idea to its end (F7, A16, R9)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch
from django.db.models.functions import Length
from django.utils import timezone

from partnerships.models import Participation, Partnership
from pes_partnerships.accounts.models import EmploymentService, Office, User
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.text import search_lines

from .changes import private_values, refuse_foreign, set_fields
from .conflicts import Conflict, seen_hash, values_of
from .partnership_rows import locked_partnership

PERSONAL = frozenset({"instigator", "selection_note", "pes_role_note", "end_note"})  # free texts that may name people


@one_act()
def create_partnership(
    *,
    service: EmploymentService,
    by: Actor,
    title: str,
    office: Office | None = None,
    manager: User | None = None,
    at: datetime | None = None,
    **fields: Any,
) -> Partnership:
    """A partnership that needs no agreement yet; it gets the service's next reference unless one is given."""
    refuse_foreign(service.pk, office)
    at = at or timezone.now()
    reference = fields.pop("reference", "") or _next_reference(service, fields.get("countries") or [], at)
    partnership = Partnership(service=service, reference=reference)
    values = {"title": title, "office": office, "manager": manager, **fields}
    _, after, personal = set_fields(partnership, values, personal=PERSONAL)
    refresh_search_text(partnership)
    record(
        act="partnership.created",
        anchor=partnership,
        by=by,
        service=service,
        after={"reference": reference, **after},
        private=private_values(partnership, personal),
        at=at,
    )
    return partnership


@one_act()
def change_partnership(*, partnership: Partnership, by: Actor, seen: str | None = None, **fields: Any) -> Partnership:
    """Change facts of a partnership; its end is end_partnership's alone.

    `seen` is seen_partnership() of what the editor began with: if somebody saved since, Conflict is raised.
    """
    if fields.keys() & {"ended_on", "end_reason", "end_note"}:
        raise MoveRefused("A partnership ends through end_partnership.")
    refuse_foreign(partnership.service_id, fields.get("office"))
    partnership = locked_partnership(partnership)
    if seen is not None and seen != seen_partnership(partnership):
        raise Conflict(partnership)
    before, after, personal = set_fields(partnership, fields, personal=PERSONAL)
    if not after and not personal:
        return partnership
    refresh_search_text(partnership)
    record(
        act="partnership.changed",
        anchor=partnership,
        by=by,
        service=partnership.service,
        before=before,
        after=after,
        private=private_values(partnership, personal),
    )
    return partnership


def note_next_review(*, partnership: Partnership, due_on: date | None) -> None:
    """What the portfolio shows and sorts by; the act stands in the ledger of whoever planned the review."""
    partnership.next_review_on = due_on
    partnership.save(update_fields=["next_review_on"])


def note_reviewed(*, partnership: Partnership, held_on: date, worth: str, decision: str) -> None:
    """What the latest confirmed review says, for pages about many partnerships; the review itself has its acts."""
    partnership.reviewed_on, partnership.review_worth, partnership.review_decision = held_on, worth, decision
    partnership.save(update_fields=["reviewed_on", "review_worth", "review_decision"])


def refresh_search_text(partnership: Partnership) -> None:
    """What the portfolio is searched by, folded: titles, reference, challenge, place, names of partners."""
    places = partnership.participations.select_related("organisation")
    partnership.search_text = _search_text(partnership, places)
    partnership.save(update_fields=["search_text"])


def _search_text(partnership: Partnership, places: Iterable[Participation]) -> str:
    texts = [
        partnership.title,
        partnership.title_original,
        partnership.reference,
        partnership.challenge,
        partnership.place,
    ]
    for participation in places:
        organisation = participation.organisation
        texts += [organisation.name, organisation.name_en, organisation.abbreviation] if organisation else []
        texts.append(participation.class_name)
    return search_lines(texts)


def refresh_search_texts(keys: Sequence[int]) -> None:
    """The same for many partnerships, with few queries."""
    for start in range(0, len(keys), 500):
        some = keys[start : start + 500]
        places = Participation.objects.filter(partnership__in=some).select_related("organisation")
        rows = list(Partnership.objects.filter(pk__in=some).prefetch_related(Prefetch("participations", places)))
        for row in rows:
            row.search_text = _search_text(row, row.participations.all())
        Partnership.objects.bulk_update(rows, ["search_text"], batch_size=100)


def seen_partnership(partnership: Partnership) -> str:
    """A fingerprint of the facts as they are stored, to notice that two people edit at once."""
    stored = Partnership.objects.get(pk=partnership.pk)
    names = [f.name for f in stored._meta.concrete_fields if f.editable]
    related = {
        f.name: sorted(str(key) for key in getattr(stored, f.name).values_list("pk", flat=True))
        for f in stored._meta.many_to_many
    }
    return seen_hash([values_of(stored, names), related])


def _next_reference(service: EmploymentService, countries: list[Any], at: datetime) -> str:
    """“LT-2026-0001”: the first country (else the service's, else its code), the year, a running number."""
    EmploymentService.objects.select_for_update().get(pk=service.pk)  # two creations at once get two numbers
    area = str(countries[0]) if countries else (service.country.code or service.code.upper()[:20])
    prefix = f"{area}-{timezone.localdate(at).year}-"
    numbered = Partnership.objects.filter(service=service, reference__regex=rf"^{prefix}\d+$")
    last = numbered.order_by(Length("reference").desc(), "-reference").values_list("reference", flat=True).first()
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:04d}"

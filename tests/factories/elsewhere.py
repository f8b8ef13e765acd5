"""Records of texts that were signed elsewhere, as a manager makes them."""

from typing import Any

from django.core.files.base import ContentFile
from django_scopes import scope

from partnerships.drafting.services.parties import save_party
from partnerships.elsewhere.services.files import add_file
from partnerships.elsewhere.services.recording import save_dates, save_record, start_record
from partnerships.elsewhere.services.signers import save_signers
from partnerships.models import Agreement, Partnership
from partnerships.objectives.services import save_objective
from pes_partnerships.ledger.services import one_act
from pes_partnerships.lib.dates import PartialDate

from .forming import BY, make_organisation, make_participation, make_partnership

PDF = b"%PDF-1.7\n%no pages"


@one_act()
def open_record(crew: Any, partnership: Partnership | None = None, *, title: str = "Pact 2025–2028") -> Agreement:
    """A record that is being written: a party with its signatory, an objective and a file."""
    with scope(service=crew.service):
        partnership = partnership or make_partnership(
            crew.service, "Pact for work", office=crew.alytus, manager=crew.lina, challenge="Few find work."
        )
        record = start_record(partnership=partnership, by=BY, title=title)
        organisation = make_organisation(crew.service, f"Chamber of {title}", category="social_partner")
        participation = make_participation(partnership, organisation)
        party = save_party(agreement=record, by=BY, participation=participation, signatories=[])
        save_signers(
            party=party, by=BY, rows=[{"office_held": "The President", "signed": PartialDate.parse("2025-02-12")}]
        )
        save_objective(agreement=record, by=BY, title="More people in work", target_kind="reported", unit="%")
        add_file(agreement=record, by=BY, file=ContentFile(PDF, name="pact.pdf"), kind="text", file_name="Pact.pdf")
        return Agreement.objects.select_related("partnership__service").get(pk=record.pk)


@one_act()
def saved_record(crew: Any, partnership: Partnership | None = None, *, title: str = "Pact 2025–2028", **dates: str):
    """In force by its own dates, unless `dates` say otherwise."""
    record = open_record(crew, partnership, title=title)
    with scope(service=crew.service):
        said = dates or {"signed": "2025-02-12", "effective": "2025", "ends": "2028"}
        parsed = {name: PartialDate.parse(value) for name, value in said.items()}
        save_dates(agreement=record, by=BY, notes={}, **parsed)
        return save_record(agreement=record, by=BY)

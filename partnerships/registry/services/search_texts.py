"""The search column of the registry, written whenever something changes by which an organisation is found (F2)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from partnerships.models import Contact, Organisation, OrganisationName
from partnerships.registry.rules.searched import CONTACTS, Said, said_of, search_text_of
from pes_partnerships.accounts.models import EmploymentService

SLICE = 1000


def write_search_text(organisation: Organisation) -> None:
    names, contacts = _beside([organisation.pk])
    organisation.search_text = search_text_of(organisation, names[organisation.pk], contacts[organisation.pk])
    organisation.save(update_fields=["search_text"])


def write_search_texts(keys: Iterable[int]) -> int:
    """The same for many, in slices; returns for how many it said something else."""
    changed = 0
    for some in _slices(keys):
        names, contacts = _beside(some)
        wrong = []
        for row in Organisation.objects.filter(pk__in=some):
            text = search_text_of(row, names[row.pk], contacts[row.pk])
            if text != row.search_text:
                row.search_text = text
                wrong.append(row)
        Organisation.objects.bulk_update(wrong, ["search_text"], batch_size=100)
        changed += len(wrong)
    return changed


def rebuild_search_texts(service: EmploymentService) -> int:
    return write_search_texts(Organisation.objects.filter(service=service).order_by("pk").values_list("pk", flat=True))


def said_of_many(rows: Iterable[Organisation]) -> dict[int, list[Said]]:
    """What each of the rows of a page is found by, in two queries."""
    rows = list(rows)
    names, contacts = _beside([row.pk for row in rows])
    return {row.pk: said_of(row, names[row.pk], contacts[row.pk]) for row in rows}


def _beside(keys: list[int]) -> tuple[dict[int, list[str]], dict[int, list[dict[str, str]]]]:
    """Former names and present people by organisation."""
    names: dict[int, list[str]] = defaultdict(list)
    for pk, name in OrganisationName.objects.filter(organisation__in=keys).values_list("organisation_id", "name"):
        names[pk].append(name)
    contacts: dict[int, list[dict[str, str]]] = defaultdict(list)
    for row in Contact.objects.current().filter(organisation__in=keys).values("organisation_id", *CONTACTS):
        contacts[row.pop("organisation_id")].append(row)
    return names, contacts


def _slices(keys: Iterable[int]) -> Iterator[list[int]]:
    keys = list(keys)
    for start in range(0, len(keys), SLICE):
        yield keys[start : start + SLICE]

"""The search column of the registry, written whenever something changes by which an organisation is found (F2)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from partnerships.models import Contact, Organisation, OrganisationName, Site
from partnerships.registry.rules.searched import CONTACTS, SITES, Said, said_of, search_text_of
from pes_partnerships.accounts.models import EmploymentService

SLICE = 1000
Rows = dict[int, list[dict[str, str]]]


def write_search_text(organisation: Organisation) -> None:
    beside = _beside([organisation.pk])
    organisation.search_text = search_text_of(organisation, *(rows[organisation.pk] for rows in beside))
    organisation.save(update_fields=["search_text"])


def write_search_texts(keys: Iterable[int]) -> int:
    """The same for many, in slices; returns for how many it said something else."""
    changed = 0
    for some in _slices(keys):
        beside = _beside(some)
        wrong = []
        for row in Organisation.objects.filter(pk__in=some):
            text = search_text_of(row, *(rows[row.pk] for rows in beside))
            if text != row.search_text:
                row.search_text = text
                wrong.append(row)
        Organisation.objects.bulk_update(wrong, ["search_text"], batch_size=100)
        changed += len(wrong)
    return changed


def rebuild_search_texts(service: EmploymentService) -> int:
    return write_search_texts(Organisation.objects.filter(service=service).order_by("pk").values_list("pk", flat=True))


def said_of_many(rows: Iterable[Organisation]) -> dict[int, list[Said]]:
    """What each of the rows of a page is found by, in three queries."""
    rows = list(rows)
    beside = _beside([row.pk for row in rows])
    return {row.pk: said_of(row, *(each[row.pk] for each in beside)) for row in rows}


def _beside(keys: list[int]) -> tuple[dict[int, list[str]], Rows, Rows]:
    """Former names, present people and sites by organisation."""
    names: dict[int, list[str]] = defaultdict(list)
    for pk, name in OrganisationName.objects.filter(organisation__in=keys).values_list("organisation_id", "name"):
        names[pk].append(name)
    contacts = _by_organisation(Contact.objects.current().filter(organisation__in=keys), CONTACTS)
    return names, contacts, _by_organisation(Site.objects.filter(organisation__in=keys), SITES)


def _by_organisation(rows: QuerySet, columns: Iterable[str]) -> Rows:
    found: Rows = defaultdict(list)
    for row in rows.values("organisation_id", *columns):
        found[row.pop("organisation_id")].append(row)
    return found


def _slices(keys: Iterable[int]) -> Iterator[list[int]]:
    keys = list(keys)
    for start in range(0, len(keys), SLICE):
        yield keys[start : start + SLICE]

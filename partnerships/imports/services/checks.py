"""The check of a file of organisations: every problem, every suspected duplicate, and what each line will do (F2)."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from partnerships.imports.rules.changes import SITE_FIELDS, changes, new_contacts, new_sites
from partnerships.models import Organisation
from partnerships.registry.rules.sites import SiteLine, site_findings
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.lib.dates import PartialDate

from .exporting import Record, sliced, stored_records
from .links import link
from .losses import decided_values, with_questions
from .reading import Draft, Reader, at_line
from .registry import Known, Registry
from .suspects import suspect

Progress = Callable[[int, int], None]


def check(*, service: EmploymentService, reader: Reader, progress: Progress) -> list[Draft]:
    """All organisations of the file, judged; `progress(done, total)` is called between slices of the work."""
    drafts = list(reader.drafts())
    progress(0, len(drafts))
    registry = Registry.of(service)
    identify(drafts, reader, registry)
    for draft in drafts:
        _check_kind(draft, reader)
    link(drafts, reader, registry)
    suspect(service=service, drafts=drafts, progress=progress)
    plan(drafts, reader)
    return drafts


def identify(drafts: Iterable[Draft], reader: Reader, registry: Registry) -> None:
    """By record number, else by country and registration number where the name is the same too."""
    lines_of_record: dict[int, int] = {}
    lines_of_number: dict[tuple[str, str], int] = {}
    for draft in drafts:
        known = _by_record(draft, reader, registry)
        number = draft.values.get("registration_number", "")
        country = draft.values.get("country") or (known.country if known else "")
        owner = registry.kept(registry.by_number.get((country, number), 0)) if number else None
        if known is None and owner is not None and draft.record is None:
            known = _by_number(draft, owner)
        elif owner is not None and known is not None and owner.pk != known.pk:
            _complain_of_owner(draft, reader, owner)
        if known is not None:
            draft.organisation_id = known.pk
            _refuse_second_line(draft, reader, lines_of_record, known.pk)
        elif not draft.name and draft.record is None and not draft.has_problem(reader.heading("name")):
            draft.complain(_("The name is missing. Enter it, or ignore the line."), reader.heading("name"))
        if number and (country, number) in lines_of_number and draft.organisation_id is None:
            draft.complain(
                _("Line %(line)s already has this registration number. Each number belongs to one "
                "organisation in a country.") % {"line": lines_of_number[country, number]},
                reader.heading("registration_number"),
            )  # fmt: skip
        lines_of_number.setdefault((country, number), draft.line)


def _by_record(draft: Draft, reader: Reader, registry: Registry) -> Known | None:
    if draft.record is None:
        return None
    known = registry.kept(draft.record)
    if known is None:
        draft.complain(
            _("The registry has no record %(number)s. Leave the cell empty for a new organisation.")
            % {"number": draft.record},
            reader.heading("record"),
        )
    elif draft.name and not known.may_be_called(draft.name):
        return _as_a_question(draft, known)
    elif known.pk != draft.record:
        draft.complain(
            _("Record %(old)s was merged into record %(new)s, %(name)s. The line refers to that record.")
            % {"old": draft.record, "new": known.pk, "name": known.name},
            reader.heading("record"),
            severity="note",
        )
    return known


def _as_a_question(draft: Draft, known: Known) -> None:
    """A number that leads to quite another name is never followed silently: it may be another list's number."""
    draft.duplicates.append(
        {
            "organisation": known.pk,
            "name": known.name,
            "score": 0,
            "reasons": [_("The line has the number of this record, but quite another name")],
            "unlike": True,
        }
    )
    draft.record = None


def _by_number(draft: Draft, owner: Known) -> Known | None:
    """The same number and the same name: the same organisation. With another name, a person decides."""
    if not draft.name or owner.is_called(draft.name):
        return owner
    draft.duplicates.append(
        {
            "organisation": owner.pk,
            "name": owner.name,
            "score": 100,
            "reasons": [_("Same registration number")],
            "certain": True,
        }
    )
    return None


def _complain_of_owner(draft: Draft, reader: Reader, owner: Known) -> None:
    draft.complain(
        _("%(name)s (record %(number)s) already has this number. Each number belongs to one organisation in a country.")
        % {"name": owner.name, "number": owner.pk},
        reader.heading("registration_number"),
    )


def _refuse_second_line(draft: Draft, reader: Reader, lines: dict[int, int], pk: int) -> None:
    if pk in lines:
        draft.complain(
            _("Line %(line)s refers to the same record. Combine the two lines; a line for a further contact "
            "repeats the record number and contains nothing else.") % {"line": lines[pk]},
            reader.heading("record"),
        )  # fmt: skip
    lines.setdefault(pk, draft.line)


def _check_kind(draft: Draft, reader: Reader) -> None:
    finer, category = draft.values.get("type"), draft.values.get("category")
    if finer and not category and draft.organisation_id is None:
        category = draft.values["category"] = reader.category_of(finer)
    if finer and category and reader.category_of(finer) != category:
        draft.complain(
            _("This type belongs to another category. Choose another type, or leave it empty."), reader.heading("type")
        )
    is_read = not draft.has_problem(reader.heading("category"))
    if not category and draft.organisation_id is None and draft.record is None and is_read:
        text = _("The category is missing. Enter a category from the list, such as ngo.")
        draft.complain(text, reader.heading("category"), if_new=True)


def plan(drafts: list[Draft], reader: Reader) -> None:
    """New, a change, or nothing at all: by comparing each known record with its line."""
    stored = stored_by_pk({draft.organisation_id for draft in drafts if draft.organisation_id})
    for draft in drafts:
        kept = stored[draft.organisation_id] if draft.organisation_id else None
        if kept:
            draft.problems = with_questions(draft.problems, draft.values, kept, reader.heading)
        draft.plan = planned(decided_values(draft.values, draft.problems), kept)
        _check_contacts(draft, reader, kept)
        _check_sites(draft, reader, kept)


def stored_by_pk(keys: set[int]) -> dict[int, Record]:
    found: dict[int, Record] = {}
    for some in sliced(sorted(keys)):
        records = stored_records(Organisation.objects.filter(pk__in=some))
        found |= {record["pk"]: record for record in records}
    return found


def _check_contacts(draft: Draft, reader: Reader, stored: Record | None) -> None:
    kept = {contact["pk"]: contact for contact in stored["contacts"]} if stored else {}
    for contact in new_contacts(draft.values.get("contacts", []), list(kept.values())):
        whole = {**kept.get(contact.get("pk"), {}), **contact}
        for code, text in _missing_of(whole):
            if any(one["column"] in _told_by(code, reader) for one in draft.problems):
                continue  # what stands there was refused already
            text = at_line(text, contact.get("line", draft.line), draft)
            draft.complain(text, reader.heading(code), if_new=stored is None)


def _check_sites(draft: Draft, reader: Reader, stored: Record | None) -> None:
    kept = {site["pk"]: site for site in stored["sites"]} if stored else {}
    known = {pk: _site_line(site) for pk, site in kept.items()}
    for site in new_sites(draft.values.get("sites", []), list(kept.values())):
        own = site.get("pk")
        line = _site_line({**kept.get(own, {}), **site})
        for finding in site_findings(line, others=[other for pk, other in known.items() if pk != own]):
            code = f"site_{finding.field}"
            if not draft.has_problem(reader.heading(code)):
                draft.complain(at_line(finding.title, site.get("line", draft.line), draft), reader.heading(code))
        known[own or f"line {site.get('line')}"] = line


def _site_line(site: Record) -> SiteLine:
    texts = {name: site.get(name, "") for name in SITE_FIELDS}
    return SiteLine(**texts | {name: PartialDate.parse(texts[name]) for name in ("since", "until")})


def _told_by(code: str, reader: Reader) -> set[str]:
    """The headings whose refused cells explain that this field is missing."""
    codes = {"contact_email": ("contact_email", "contact_phone")}.get(code, (code,))
    return {reader.heading(one) for one in codes}


def _missing_of(contact: Record) -> Iterable[tuple[str, str]]:
    if not contact.get("name"):
        yield "contact_name", _("This contact has no name.")
    if not contact.get("email") and not contact.get("phone"):
        yield (
            "contact_email",
            _("Enter an e-mail address or a telephone number."),
        )
    if contact.get("may_sign") and not contact.get("mandate"):
        yield "contact_mandate", _("State the source of the authority to sign, such as a decision with its date.")


def planned(values: dict[str, Any], stored: dict[str, Any] | None) -> str:
    if stored is None:
        return "new"
    return "change" if changes(values, stored) else "same"

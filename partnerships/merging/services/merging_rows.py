"""What belongs to a record and goes over when it is merged, and comes back when that is undone (F2)."""

from collections.abc import Mapping
from typing import Any

from partnerships.models import Organisation, OrganisationName, Participation
from partnerships.participants.services.participants import close_double, reopen_double
from partnerships.registry.services.sites import line_of
from partnerships.rules.lifecycle import AgreementStatus, ImportStatus
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.text import fold

from .merging_predecessors import give_back_predecessors, take_over_predecessors
from .merging_representations import give_back_representations, take_over_representations

# what follows as it is: the name of the relation, and the field by which its rows belong to a record. Invitations,
# teams and signatories stay with their contacts; covers, talks and parties with their participation.
FOLLOWS = {
    "contacts": "organisation",
    "assessments": "organisation",
    "representative_changes": "organisation",
    "participations": "organisation",
    "names": "organisation",
    "sites": "organisation",
    "import_rows": "organisation",
    "local_texts": "organisation",
}
UNITED = ("regions", "service_areas", "target_groups")
OVER = (ImportStatus.WRITTEN, ImportStatus.GIVEN_UP)
Left = list[tuple[str, str]]


def move_rows(kept: Organisation, merged: Organisation, by: Actor, changed: Mapping[str, Any]) -> dict[str, Any]:
    """Everything of `merged` to `kept`; `changed` are the facts that the kept record has just got."""
    doubles = _close_doubles(kept, merged, by)
    known, sites = _known_names(kept), {line_of(row).key for row in kept.sites.all()}
    follow = {
        **{name: getattr(merged, name).all() for name in FOLLOWS},
        "names": [row for row in merged.names.all() if _is_new(row, known, kept)],
        "sites": [row for row in merged.sites.all() if line_of(row).key not in sites],
        "import_rows": merged.import_rows.exclude(registry_import__status__in=OVER),
        "local_texts": merged.local_texts.exclude(umbrella__in=kept.local_texts.values("umbrella")),
    }
    moved = {name: _move(rows, FOLLOWS[name], kept) for name, rows in follow.items()}
    moved["predecessors"], shared = take_over_predecessors(kept, merged)
    return {
        "rows": moved,
        "doubles": doubles,
        "added_names": _add_names(kept, merged, changed),
        "united": {name: _unite(kept, merged, name) for name in UNITED},
        "shared_predecessors": shared,
        "representations": take_over_representations(kept, merged),
    }


def put_rows_back(kept: Organisation, merged: Organisation, by: Actor, moved: Mapping[str, Any]) -> Left:
    """The reverse of move_rows; returns what stays as somebody has changed it since."""
    left: Left = []
    for name, field in FOLLOWS.items():
        # a row that belongs to somebody else by now, or is gone, was changed since
        keys = moved["rows"].get(name, [])  # a merger from before there were such rows moved none
        rows = getattr(kept, name).filter(pk__in=keys)
        gone = len(keys) - rows.update(**{field: merged})
        left += [("rows", name)] if gone else []
    left += give_back_predecessors(kept, merged, moved)
    for done in moved["doubles"]:
        left += _reopen(done, by)
    left += _take_names_away(kept, merged, moved["added_names"])
    for name, keys in moved["united"].items():
        others = kept.merged_records.exclude(pk=merged.pk)
        getattr(kept, name).remove(*set(keys) - set(others.values_list(name, flat=True)))
    left += give_back_representations(kept, merged, moved["representations"])
    return left + _signatories_apart(kept, merged)


def doubled(kept: Organisation, merged: Organisation) -> list[tuple[Participation, Participation]]:
    """(of the kept record, of the merged one) where both take part in one partnership at the same time."""
    own = {row.partnership_id: row for row in kept.participations.present().select_related("partnership")}
    others = merged.participations.present().select_related("partnership").order_by("partnership__title", "pk")
    return [(own[row.partnership_id], row) for row in others if row.partnership_id in own]


def _close_doubles(kept: Organisation, merged: Organisation, by: Actor) -> list[dict[str, Any]]:
    """One place at each table; the row that texts have been frozen with is the one that stays."""
    done = []
    for own, other in doubled(kept, merged):
        frozen = [row.parties.exclude(agreement__status=AgreementStatus.DRAFT).exists() for row in (own, other)]
        stays, double = (other, own) if frozen == [False, True] else (own, other)
        done.append(close_double(participation=double, kept=stays, by=by))
    return done


def _reopen(done: dict[str, Any], by: Actor) -> Left:
    """The double returns to the table, unless its organisation has taken another place there meanwhile."""
    double = Participation.objects.select_related("partnership", "organisation").filter(pk=done["double"]).first()
    stays = Participation.objects.filter(pk=done["kept"]).exists()
    if double is None or not stays:
        return [("rows", "participations")]
    present = double.partnership.participations.present().filter(organisation=double.organisation_id)
    if present.exclude(pk=double.pk).exists():
        return [("place", double.partnership.title)]
    reopen_double(done=done, by=by)
    return []


def _move(rows: Any, field: str, kept: Organisation) -> list[int]:
    found = list(rows)
    keys = [row.pk for row in found]
    if keys:
        type(found[0]).objects.filter(pk__in=keys).update(**{field: kept})
    return keys


def _known_names(organisation: Organisation) -> set[str]:
    own = (organisation.name, organisation.name_en, organisation.abbreviation)
    return {fold(name) for name in (*own, *organisation.names.values_list("name", flat=True)) if name}


def _is_new(row: OrganisationName, known: set[str], kept: Organisation) -> bool:
    """A name that the kept record bears already says something new only by the time for which it held."""
    if fold(row.name) not in known:
        known.add(fold(row.name))
        return True
    dated = row.valid_from or row.valid_to
    same = kept.names.filter(valid_from=row.valid_from, valid_to=row.valid_to)
    return bool(dated) and fold(row.name) not in {fold(name) for name in same.values_list("name", flat=True)}


def _add_names(kept: Organisation, merged: Organisation, changed: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The names of both that are not the kept record's own any more, so that it is found under each of them."""
    was = {name: changed[name]["before"] if name in changed else getattr(kept, name) for name in _NAMES}
    sides = [was, {name: getattr(merged, name) for name in _NAMES}]
    known, added = _known_names(kept), []
    for side in sides:
        for name, language in ((side["name"], side["language"]), (side["name_en"], "en"), (side["abbreviation"], "")):
            if name and fold(name) not in known:
                known.add(fold(name))
                row = kept.names.create(name=name, language=language)
                added.append({"pk": row.pk, "name": name, "language": language})
    return added


_NAMES = ("name", "language", "name_en", "abbreviation")


def _take_names_away(kept: Organisation, merged: Organisation, added: list[dict[str, Any]]) -> Left:
    """A name that another merged record bears as well stays; so does one that somebody has dated or changed."""
    others = {name for record in kept.merged_records.exclude(pk=merged.pk) for name in _known_names(record)}
    left: Left = []
    for was in added:
        unchanged = kept.names.filter(**was, valid_from="", valid_to="")
        if fold(was["name"]) in others:
            continue
        if not unchanged.exists():
            left.append(("name", was["name"]))
        unchanged.delete()
    return left


def _unite(kept: Organisation, merged: Organisation, name: str) -> list[str]:
    own = set(getattr(kept, name).values_list("pk", flat=True))
    gained = sorted(set(getattr(merged, name).values_list("pk", flat=True)) - own)
    getattr(kept, name).add(*gained)
    return gained


def _signatories_apart(kept: Organisation, merged: Organisation) -> Left:
    """Drafts in which, after the undoing, somebody of the one record signs for the other."""
    left: Left = []
    for one, other in ((kept, merged), (merged, kept)):
        for participation in one.participations.select_related("partnership"):
            drafts = participation.parties.filter(agreement__status=AgreementStatus.DRAFT)
            if drafts.filter(signatories__contact__organisation=other).exists():
                left.append(("signatory", participation.partnership.title))
    return left

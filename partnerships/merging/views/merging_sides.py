"""Two records of one organisation beside each other, row by row, and what a merge or its undoing moves (F2)."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_countries import countries

from partnerships.merging.forms.merging import MergeForm
from partnerships.merging.rules import FACTS, LABELS, Fact
from partnerships.merging.services.merging_rows import doubled
from partnerships.models import Organisation, OrganisationMerge, Participation, Partnership
from partnerships.shared.forms.languages import language_name
from partnerships.shared.forms.regions import names_of
from pes_partnerships.accounts.models import Membership


def fact_rows(kept: Organisation, merged: Organisation, facts: Iterable[Fact], form: MergeForm) -> list[dict[str, Any]]:
    """Each fact that one of the two states; `choice` is what is ticked where they differ."""
    return [
        {
            "key": fact.key,
            "label": LABELS[fact.key],
            "kept": _in_words(kept, fact.key),
            "merged": _in_words(merged, fact.key),
            "differs": fact.differs,
            "is_filled": fact.is_filled,
            "choice": form[fact.key].value() if fact.differs else "",
            "errors": form[fact.key].errors if fact.differs else [],
        }
        for fact in facts
        if not fact.is_empty
    ]


def united_rows(kept: Organisation, merged: Organisation) -> list[dict[str, Any]]:
    """Lists that become one list: nothing is to be chosen."""
    lists = {
        _("Regions"): [names_of(record.regions.all()) for record in (kept, merged)],
        _("Services"): [", ".join(str(area) for area in record.service_areas.all()) for record in (kept, merged)],
        _("Client groups served"): [
            ", ".join(str(group) for group in record.target_groups.all()) for record in (kept, merged)
        ],
        _("Other names"): [", ".join(line.name for line in record.names.all()) for record in (kept, merged)],
        _("Sites"): [", ".join(site.title for site in record.sites.all()) for record in (kept, merged)],
    }
    return [{"label": label, "kept": own, "merged": other} for label, (own, other) in lists.items() if own or other]


def what_moves(merged: Organisation) -> list[str]:
    """In counts: what of the merged record belongs to the kept one afterwards."""
    counts = [
        (merged.contacts.count(), lambda n: ngettext("%(n)s contact", "%(n)s contacts", n)),
        (
            merged.participations.count(),
            lambda n: ngettext("%(n)s participation in a partnership", "%(n)s participations in partnerships", n),
        ),
        (merged.assessments.count(), lambda n: ngettext("%(n)s assessment", "%(n)s assessments", n)),
        (
            merged.represents.count() + merged.represented_by.count(),
            lambda n: ngettext("%(n)s representation", "%(n)s representations", n),
        ),
        (merged.predecessors.count(), lambda n: ngettext("%(n)s predecessor", "%(n)s predecessors", n)),
        (
            merged.representative_changes.count(),
            lambda n: ngettext("%(n)s change of representative", "%(n)s changes of representative", n),
        ),
    ]
    return [words(number) % {"n": number} for number, words in counts if number]


def what_goes_back(merge: OrganisationMerge) -> list[str]:
    """What undoing a merge does, for the page that asks."""
    names = {"kept": merge.kept.name, "merged": merge.merged.name}
    moved = merge.moved
    count = sum(len(keys) for keys in moved["rows"].values())
    points = [_("“%(merged)s” becomes a separate record again.") % names]
    if count:
        words = ngettext(
            "%(n)s entry is returned to it: contacts, partnerships, names and others.",
            "%(n)s entries are returned to it: contacts, partnerships, names and others.",
            count,
        )
        points.append(words % {"n": count})
    keys = [key for key in LABELS if any(name in moved["facts"] for name in FACTS[key])]
    if keys:
        labels = ", ".join(str(LABELS[key]) for key in keys)
        points.append(_("“%(kept)s” gets its previous values back: %(labels)s.") % {**names, "labels": labels})
    if moved["doubles"]:
        words = ngettext(
            "In %(n)s partnership in which both took part, both are restored.",
            "In %(n)s partnerships in which both took part, both are restored.",
            len(moved["doubles"]),
        )
        points.append(words % {"n": len(moved["doubles"])})
    return [*points, _("Changes made since the merge remain and are listed afterwards.")]


def both_take_part(kept: Organisation, merged: Organisation, membership: Membership) -> dict[str, Any]:
    """Partnerships that have both at the table: those that this person may see by name, the others in number."""
    pairs: list[tuple[Participation, Participation]] = doubled(kept, merged)
    own = Partnership.objects.visible_to(membership).filter(pk__in=[row.partnership_id for row, _other in pairs])
    seen = set(own.values_list("pk", flat=True))
    return {
        "shown": [pair for pair in pairs if pair[0].partnership_id in seen],
        "elsewhere": sum(pair[0].partnership_id not in seen for pair in pairs),
    }


def left_words(left: Iterable[tuple[str, str]]) -> list[str]:
    """What undoing left as it is, each in a sentence."""
    sentences = {
        "fact": _("%(what)s was changed after the merge and is kept as it is."),
        "name": _("The name “%(what)s” was changed after the merge and stays with the kept record."),
        "rows": _("Some entries were changed after the merge and are not moved: %(what)s."),
        "place": _("The organisation has since joined “%(what)s” again; only the new participation remains."),
        "signatory": _(
            "In the draft of “%(what)s”, a person of the other record is the signatory: choose the signatory again."
        ),
    }
    rows = {
        "contacts": _("contacts"),
        "assessments": _("assessments"),
        "representative_changes": _("changes of representative"),
        "participations": _("participations in partnerships"),
        "predecessors": _("predecessors"),
        "names": _("names"),
        "sites": _("sites"),
        "import_rows": _("lines of an import"),
        "representations": _("representations"),
    }
    words = {"fact": lambda key: LABELS[key], "rows": lambda key: rows[key]}
    return [sentences[kind] % {"what": words.get(kind, str)(key)} for kind, key in dict.fromkeys(left)]


def _in_words(record: Organisation, key: str) -> str:
    beside = {
        "name": lambda: (record.name, language_name(record.language)),
        "category": lambda: (record.get_category_display(), str(record.type or "")),
        "level": lambda: (record.get_level_display(),),
        "country": lambda: (countries.name(record.country.code or ""),),
        "pes": lambda: (str(record.pes or ""),),
        "ended": lambda: (
            record.ended.display(),
            record.get_end_kind_display(),
            *[_("successor: %(name)s") % {"name": successor.name} for successor in record.successors.all()],
        ),
    }
    parts = beside.get(key, lambda: (getattr(record, key),))()
    return ", ".join(part for part in parts if part)

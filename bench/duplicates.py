"""A registry of 20,000 organisations with seeded names, and how many of 500 doubles it notices (F2).

Five kinds of doubles, a hundred each; and as many names that have no double, to count what is proposed wrongly.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

from django_scopes import scope

from partnerships.matching.rules.names import keys_of, name_tokens
from partnerships.matching.services.duplicates import propose
from partnerships.models import NameKey, Organisation
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.lib.text import fold, search_lines

from .name_lists import BEFORE_THE_NAME, FIELDS, FORMS, OWN, PATTERNS, PLACES, SAINTS, SHORT, WORDS

SIZE = 20_000
EACH = 100
SEED = 2026


@dataclass(frozen=True)
class Named:
    name: str
    name_en: str
    language: str
    place: str


@dataclass(frozen=True)
class Recall:
    """Of how many doubles of each kind the record was among the first three, and what else was shown."""

    found: dict[str, int]
    each: int
    beside: int  # other records shown beside the doubles
    alone: int  # names without a double: how many got a proposal
    missed: list[tuple[str, str]]

    def lines(self) -> list[str]:
        total, asked = sum(self.found.values()), self.each * len(self.found)
        lines = [f"  {kind:<44} {found:5d} of {self.each}" for kind, found in self.found.items()]
        lines.append(f"Doubles among the first three: {total} of {asked}; others shown beside them: {self.beside}")
        lines.append(f"Names without a double that got a proposal: {self.alone} of {asked}")
        return lines


def made_names(size: int, chance: random.Random) -> list[Named]:
    """Names in eight languages; towns, words and kinds recur, as they do in a real registry."""
    places = {code: [place.split("=") for place in words.split()] for code, words in PLACES.items()}
    owns, others, saints, fields = OWN.split(), WORDS.split(), SAINTS.split(), FIELDS.split(",")
    made: dict[str, Named] = {}
    while len(made) < size:
        code = chance.choice(list(PATTERNS))
        pattern, english = chance.choice(PATTERNS[code])
        place, own = chance.choice(places[code]), chance.choice(owns)
        if chance.random() < 0.5:
            own = f"{own} {chance.choice(owns)}"
        words = {"own": own, "word": chance.choice(others), "saint": chance.choice(saints)}
        words["field"], words["field2"] = chance.sample(fields, 2)
        name = pattern.format(place=place[-1], **words)
        made.setdefault(fold(name), Named(name, english.format(place=place[0], **words), code, place[0]))
    return list(made.values())


def without_accents(named: Named, chance: random.Random) -> str:
    spelt = named.name
    if chance.random() < 0.5:
        for letter, two in (("ü", "ue"), ("ö", "oe"), ("ä", "ae"), ("å", "aa")):
            spelt = spelt.replace(letter, two)
    return fold(spelt).title() if chance.random() < 0.5 else fold(spelt)


def shortened(named: Named, chance: random.Random) -> str:
    spelt = named.name
    for long, short in SHORT.items():
        spelt = spelt.replace(long, short)
    return spelt if spelt != named.name else spelt.replace("St. ", "Saint ").replace("Saint-", "St. ")


def another_form(named: Named, chance: random.Random) -> str:
    form = chance.choice(FORMS[named.language].split(","))
    return f"{form} „{named.name}“" if form in BEFORE_THE_NAME else f"{named.name} {form}"


def reordered(named: Named, chance: random.Random) -> str:
    words = named.name.replace(",", "").split()
    cut = chance.randint(0, len(words) - 1)
    return " ".join([*words[cut:], *words[:cut]])


def translated(named: Named, chance: random.Random) -> str:
    return named.name_en


VARIANTS: dict[str, Callable[[Named, random.Random], str]] = {
    "accents dropped or written out": without_accents,
    "abbreviations": shortened,
    "legal form added or changed": another_form,
    "words in another order": reordered,
    "the name in another language": translated,
}


def build(service: EmploymentService, size: int = SIZE, seed: int = SEED) -> list[Named]:
    """Fill the registry in bulk; half of the records that have an English name hold it."""
    chance = random.Random(seed)
    names = made_names(size, chance)
    rows = [
        Organisation(
            service=service,
            name=named.name,
            name_en=named.name_en if position % 2 else "",
            category="ngo",
            place=named.place,
            search_text=search_lines([named.name]),
        )
        for position, named in enumerate(names)
    ]
    made = Organisation.objects.bulk_create(rows, batch_size=2000)
    keys = (
        NameKey(service=service, organisation=row, key=key) for row in made for key in keys_of([row.name, row.name_en])
    )
    NameKey.objects.bulk_create(keys, batch_size=5000)
    return names


def variants(names: list[Named], each: int = EACH, seed: int = SEED) -> dict[str, list[tuple[str, str]]]:
    """kind -> (double, name of the record that it doubles); never the name as it stands."""
    chance = random.Random(seed)
    planted: dict[str, list[tuple[str, str]]] = {kind: [] for kind in VARIANTS}
    for named in chance.sample(names, len(names)):
        kind = min(planted, key=lambda kind: len(planted[kind]))
        if len(planted[kind]) == each:
            break
        open_kinds = [kind for kind in VARIANTS if len(planted[kind]) < each]
        for kind in sorted(open_kinds, key=lambda kind: len(planted[kind])):
            double = VARIANTS[kind](named, chance)
            if double and double != named.name:
                planted[kind].append((double, named.name))
                break
    return planted


def strangers(names: list[Named], count: int, seed: int = SEED) -> list[str]:
    """Names made in the same way, of which no record has the words, in whatever language or order."""
    known = {meaning(each) for named in names for each in (named.name, named.name_en) if each}
    made = made_names(count * 30, random.Random(seed + 1))
    return [named.name for named in made if meaning(named.name) not in known][:count]


def meaning(name: str) -> tuple[str, ...]:
    return tuple(sorted(name_tokens(name)))


def recall(service: EmploymentService, names: list[Named], each: int = EACH) -> Recall:
    found, beside, missed = {}, 0, []
    for kind, doubles in variants(names, each).items():
        found[kind] = 0
        for double, name in doubles:
            shown = [proposal.name for proposal in propose(service=service, name=double)]
            found[kind] += name in shown
            beside += len(set(shown) - {name})
            if name not in shown:
                missed.append((double, name))
    lonely = strangers(names, each * len(VARIANTS))
    alone = sum(bool(propose(service=service, name=name)) for name in lonely)
    return Recall(found, each, beside, alone, missed)


def noticed(service: EmploymentService) -> tuple[list[Named], Recall]:
    """The filled registry and what it notices."""
    with scope(service=service):
        names = build(service)
        return names, recall(service, names)


def typed(names: list[Named]) -> list[str]:
    """What people type: half a name, a double, a name of words that many share."""
    doubles = [double for kind in variants(names, EACH).values() for double, _name in kind]
    return [name for double in doubles for name in (double, double[: len(double) // 2])]

"""An entry as the search keeps it: its tokens, and its values for each filter (D1)."""

from collections.abc import Iterator

from django.conf import settings
from django.utils import translation

from directory.models import Entry
from directory.search.rules.facets import NONE, UNSAID
from directory.search.rules.funding import SOURCES, sources_in
from directory.search.rules.languages import LANGUAGES, words_of
from directory.search.rules.naming import CONCEPT, known_names
from directory.search.rules.tokens import FACTS, LEAD, REST, TITLE, country_token, label_tokens, tokens_of
from partnerships.rules.model_choice import ELEMENT
from partnerships.rules.vocabulary import Category

READ_WITH = ("targets", "regions", "target_groups", "service_areas", "case_studies")
ENGLISH = "en"
Text = tuple[str, tuple[str, ...]]
_FACTS = ("place", "partners", "instigator", "pes_name")
_LEAD = ("lead", "challenge", "objective")
_REST = (
    "formality_note", "selection", "pes_role_note", "period", "ended_how", "learnt", "reviewed", "funding",
    "targets_note", "added_value", "success_factors", "strengths", "source",
)  # fmt: skip


def tokens_of_entry(entry: Entry) -> list[str]:
    """Everything public of it except people; lists count under their names in every language of the product."""
    languages = _languages(entry)
    texts: dict[str, list[Text]] = {
        TITLE: [(entry.title, languages), (entry.title_original, languages)],
        FACTS: [(getattr(entry, name), languages) for name in _FACTS],
        LEAD: [(getattr(entry, name), languages) for name in _LEAD],
        REST: [
            *((getattr(entry, name), languages) for name in _REST),
            *((" ".join((each.what, each.target, each.result)), languages) for each in entry.targets.all()),
            *((f"{each.title}\n{each.body}", languages) for each in entry.case_studies.all()),
        ],
    }
    facts = {country_token(each.code) for each in entry.countries}
    for label, language in _labels(entry):
        facts |= label_tokens(label, language)
    return tokens_of(texts, facts)


def facets_of_entry(entry: Entry) -> dict[str, list[str]]:
    """Its values for each filter; where a filter says so, “none” for an entry that says nothing."""
    values = {
        "country": [country.code for country in entry.countries],
        "region": [region.pk for region in entry.regions.all()],
        "model": [entry.model],
        "element": [code for code in entry.elements if code in ELEMENT],
        "formality": [entry.formality],
        "service": [area.pk for area in entry.service_areas.all()],
        "group": [group.pk for group in entry.target_groups.all()],
        "challenge": _challenges(entry),
        "partner": [code for code in entry.partner_categories if code in Category],
        "role": [entry.pes_role],
        "funding": [code for code in sources_in(entry.funding) if code in SOURCES],
        "status": [entry.running],
        "language": [entry.original_language[:2].lower()],
        "year": [str(entry.commenced)[:4]],
    }
    kept = {facet: [value for value in found if value] for facet, found in values.items()}
    return {facet: found or ([NONE] if facet in UNSAID else []) for facet, found in kept.items()}


def _languages(entry: Entry) -> tuple[str, ...]:
    """English, in which the product writes, and the original language of the partnership."""
    original = entry.original_language[:2].lower()
    return (ENGLISH, original) if original in LANGUAGES and original != ENGLISH else (ENGLISH,)


def _labels(entry: Entry) -> Iterator[tuple[str, str]]:
    """The names of what the entry says by codes, each with its language; concepts are found in them."""
    for term in (*entry.target_groups.all(), *entry.service_areas.all()):
        for language, name in term.names.items():
            yield name, language
    for region in entry.regions.all():
        yield region.name, ENGLISH
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said = [
                *(country.name for country in entry.countries),
                entry.get_model_display(),
                entry.get_formality_display(),
                entry.get_pes_role_display(),
                *(str(Category(each).label) for each in entry.partner_categories if each in Category),
                *(str(SOURCES[code]) for code in sources_in(entry.funding)),
            ]
        for text in filter(None, said):
            yield text, language


def _challenges(entry: Entry) -> list[str]:
    found = known_names().within(words_of(entry.challenge), _languages(entry))
    return sorted({code for name in found for code in name.codes(CONCEPT)})

"""From the values of a text to what is read: one presentation for page, signing and print (S2, S3).

Everything is worded in the text's own language, whoever reads it.
"""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.drafting.rules.text import AgreementText, DecisionText, PartyText
from pes_partnerships.lib.numbers import display_number

from . import chapters, chapters_of_time
from .blocks import Cell, Chapter, Fact, Presentation, Table, make_table, numbered_tables
from .names import foreign_names, speak, spoken
from .numbering import section_paragraphs

# The written parts, around the chapters that are made from fields; a part not named here comes near the end.
BEFORE_PARTIES = (
    "purpose", "services", "provisional_scope", "prototype",
    "joint_specification", "clients_part", "shared_aim",
)  # fmt: skip
AFTER_OBJECTIVES = ("meetings", "employers", "communication", "integration", "specification", "price")
MERGED = ("purpose", "monitoring")  # these begin a chapter that goes on with fields


def presented(text: AgreementText, *, public: bool = False, is_recorded: bool = False) -> Presentation:
    """The text in chapters; a public copy says of some amounts and names only that they are withheld (D1).

    `is_recorded`: it was signed elsewhere, so that nothing is said of versions, and of signatures in this service.
    """
    with translation.override(text.language):
        made = [chapter for chapter in _chapters(text, public, is_recorded) if chapter.items]
        for number, chapter in enumerate(made, 1):
            _renumber(chapter, number)
        numbered_tables(made, _("Table %(number)s"))
        names = foreign_names(text)
        speak(made, names)
        return Presentation(
            language=text.language,
            title=text.partnership,
            subtitle=text.title if text.title != text.partnership else "",
            service=text.service,
            office=text.office,
            notice=_("Sample data: this agreement is not binding.") if text.made_for_practice else "",
            facts=[fact for fact in facts(text, is_recorded=is_recorded) if fact.value],
            parties=spoken(parties_table(text, public, is_recorded=is_recorded), names),
            parties_title=_("Parties"),
            contents_title=_("Contents"),
            chapters=made,
        )


def _renumber(chapter: Chapter, number: int) -> None:
    chapter.number = number
    items, chapter.items = chapter.items, []
    for item in items:
        if isinstance(item, chapters.Written):
            chapter.add_clauses(item.texts)
        else:
            chapter.items.append(item)


def _chapters(text: AgreementText, public: bool, is_recorded: bool) -> list[Chapter]:
    written = {section.key: section for section in text.sections}
    first, after = (
        (*BEFORE_PARTIES,),
        (*AFTER_OBJECTIVES, "information", "monitoring", "membership", "changes"),
    )
    rest = [key for key in written if key not in first + after]

    def parts(keys: tuple[str, ...] | list[str]) -> list[Chapter]:
        return [
            _chapter(key, written[key].title, [chapters.Written(section_paragraphs(written[key]))])
            for key in keys
            if key in written and key not in MERGED
        ]

    def merged(key: str, title: str, more: list) -> Chapter:
        own = [chapters.Written(section_paragraphs(written[key]))] if key in written else []
        return _chapter(key, title, own + more)

    purpose = written["purpose"].title if "purpose" in written else _("Purpose and starting point")
    return [
        merged("purpose", purpose, chapters.foundations(text)),
        *parts(first),
        _chapter("parties", _("Parties and responsibilities"), chapters.parties(text)),
        _chapter("objectives", _("Objectives"), chapters.objectives(text, is_recorded=is_recorded)),
        *parts(AFTER_OBJECTIVES),
        _chapter("contributions", _("Contributions"), chapters.contributions(text, public)),
        *parts(["information"]),
        merged("monitoring", _("Monitoring and reviews"), chapters_of_time.reviews(text)),
        *parts(["membership", "changes"]),
        *parts(rest),
        _chapter("further", _("Further terms"), chapters.further(text)),
        _chapter("ending", _("Ending the partnership"), chapters_of_time.ending(text)),
        _chapter("force", _("Entry into force"), [] if is_recorded else chapters_of_time.force(text)),
        _chapter("annexes", _("Annexes"), chapters.annexes(text)),
    ]


def _chapter(key: str, title: str, items: list) -> Chapter:
    return Chapter(0, key, title, [item for item in items if item])


def facts(text: AgreementText, *, is_recorded: bool = False) -> list[Fact]:
    """The eight facts of the cover; of a record those that do not come from signing in this service."""
    return [
        Fact(_("Document number"), text.number),
        Fact(_("Version"), "" if is_recorded else _version(text)),
        Fact(_("Parties"), _how_many(text)),
        Fact(_("In force"), "" if is_recorded else chapters_of_time.in_force_words(text)),
        Fact(_("Date of the first review"), chapters_of_time.first_review_words(text)),
        Fact(_("Model"), model_words(text)),
        Fact(_("Formality"), text.formality.label),
        Fact(_("Languages"), text.languages_note or chapters.language_name(text.language)),
    ]


def _version(text: AgreementText) -> str:
    words = {"version": text.version, "kind": text.kind.label.lower(), "old": text.replaces}
    if text.replaces:
        return _("%(version)s, %(kind)s. Follows version %(old)s.") % words
    return _("%(version)s, %(kind)s") % words


def _how_many(text: AgreementText) -> str:
    count = len(text.parties)
    return ngettext("%(count)s party", "%(count)s parties", count) % {"count": count} if count else ""


def model_words(text: AgreementText) -> str:
    elements = "; ".join(element.label for element in text.elements)
    if not (text.model and elements):
        return text.model.label or elements
    return _("%(model)s, with: %(elements)s") % {"model": text.model.label, "elements": elements}


def parties_table(text: AgreementText, public: bool, *, is_recorded: bool = False) -> Table:
    """Who signed elsewhere is no part of the text: its record says it."""
    last = _("Party or participant") if is_recorded else _("Signatory")
    columns = [(_("Party"), "wide"), (_("Role"), "middle"), (last, "middle")]
    rows = [
        (
            Cell((party.name,), _beside(party)),
            _role(text, party),
            _as_recorded(party) if is_recorded else signatory_cell(party, public),
        )
        for party in text.parties
    ]
    return make_table("parties", "", columns, rows)


def _as_recorded(party: PartyText) -> str:
    return _("Party") if party.must_sign else _("Takes part, not a party")


def _beside(party: PartyText) -> str:
    members = "; ".join(line.strip() for line in party.members.splitlines() if line.strip())
    said = [
        party.seat,
        _("Registration number: %(number)s") % {"number": party.registration_number}
        if party.registration_number
        else "",
        _("One party together: %(members)s") % {"members": members} if members else "",
        _("Signs for: %(who)s") % {"who": party.signs_for} if party.signs_for else "",
        _("Represented by: %(who)s") % {"who": party.represented_by} if party.represented_by else "",
        _("Represents clients") if party.represents_clients else "",
        _("Legal basis: %(basis)s") % {"basis": party.legal_basis} if party.legal_basis else "",
        _("Votes: %(votes)s") % {"votes": display_number(party.votes)} if party.votes is not None else "",
        _("Deputy: %(deputy)s") % {"deputy": party.deputy} if party.deputy else "",
        *(_decision_words(decision) for decision in party.decisions),
    ]
    return ". ".join(each.rstrip(".") for each in said if each)


def _decision_words(decision: DecisionText) -> str:
    """“Decision of the council on the budget: taken, 3 May 2026”."""
    words = {"body": decision.body, "subject": decision.subject, "state": decision.state.label.lower()}
    pattern = (
        _("Decision of %(body)s on %(subject)s: %(state)s")
        if decision.subject
        else _("Decision of %(body)s: %(state)s")
    )
    said = pattern % words
    if decision.decided:
        said = _("%(decision)s, %(day)s") % {"decision": said, "day": decision.decided.display()}
    return _("%(decision)s (%(vote)s)") % {"decision": said, "vote": decision.vote} if decision.vote else said


def _role(text: AgreementText, party: PartyText) -> str:
    if party.key == text.lead and party.role.code != "lead":
        return _("%(role)s, lead") % {"role": party.role.label}
    return party.role.label


def signatory_cell(party: PartyText, public: bool) -> Cell:
    if not party.must_sign:
        return Cell((_("Does not sign"),))
    step = _("Signs in step %(step)s") % {"step": party.signing_step} if party.signing_step > 1 else ""
    if party.any_person:
        return Cell((_("Any person with a mandate, named in the signature"),), step)
    if party.signatures_needed:
        enough = _("Signatures needed: %(needed)s of %(named)s")
        enough %= {"needed": party.signatures_needed, "named": len(party.signatories)}
        step = "; ".join(filter(None, (enough, step)))
    offices = "; ".join(each.office_held for each in party.signatories if each.office_held)
    if public and party.hide_name_in_public:
        return Cell((offices or _("Name withheld"),), _("Name withheld") if offices else "")
    return Cell(tuple(each.name for each in party.signatories) or ("–",), "; ".join(filter(None, (offices, step))))

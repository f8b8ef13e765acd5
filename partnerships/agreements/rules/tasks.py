"""The task list of an agreement: which lines there are and in what state; the findings decide (A16)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.autonomy.rules.approving import APPROVED, Remit
from partnerships.autonomy.rules.autonomy import area_names
from partnerships.drafting.rules.text import AgreementText
from partnerships.rules.model_choice import ELEMENTS, HABITS, chosen_elements
from partnerships.rules.sections import MEANS, OWN, SECTIONS, WORK, required_sections
from partnerships.rules.task_list import CANNOT_START, MOST_OBJECTIVES, NOT_STARTED, Group, Line, Lines
from pes_partnerships.lib.findings import Finding

ELEMENT_SECTIONS = frozenset(element.section for element in ELEMENTS)


def _sections(text: AgreementText, make: Lines, group: str) -> list[Line]:
    borrowed = [element.code for element in text.elements]
    needed = required_sections(text.model.code, borrowed)
    written = {section.key for section in text.sections if section.is_written}
    habits = HABITS.get(text.model.code)
    recommended = habits.recommended if habits else ()
    by_element = {e.section: e.label for e in chosen_elements(text.model.code, borrowed)}
    lines = []
    for kind in SECTIONS:
        only_with_element = not kind.required and kind.key in ELEMENT_SECTIONS
        if kind.group != group or (only_with_element and kind.key not in needed | written):
            continue
        hint = str(kind.asks)
        if kind.key in recommended and kind.key not in needed:
            hint = _("Recommended for the model “%(model)s”") % {"model": text.model.label}
        if kind.key in by_element:
            hint = _("Required by element “%(element)s”") % {"element": by_element[kind.key]}
        lines.append(
            make.line(
                f"section:{kind.key}",
                str(kind.title),
                hint,
                started=kind.key in written,
                needed=kind.key in needed,
            )
        )
    return lines


def _own_sections(text: AgreementText, make: Lines) -> list[Line]:
    """Those that the author named, and the way to another one."""
    own = [
        make.line(f"section:{part.key}", part.title, _("Section of your own"), started=True)
        for part in text.sections
        if part.key.startswith(OWN)
    ]
    hint = _("For what no other section is about")
    return [*own, make.line("section_new", _("Add a section of your own"), hint, started=False, needed=False)]


def _remit_line(remit: Remit, make: Lines) -> Line:
    """F10: whether the text stays within what the office may decide, and how far its approval has come."""
    hint = _("Delegated authority of office %(office)s, and where this text exceeds it") % {"office": remit.office}
    if remit.settled is not None and not remit.is_outdated:
        hint = _("The text is within the delegated authority of office %(office)s") % {"office": remit.office}
        for request in remit.standing(APPROVED):
            words = {"unit": request.unit, "areas": area_names(remit.beyond)}
            hint = _("Approved by %(unit)s: %(areas)s") % words
    return make.line(
        "autonomy", _("Delegated authority of the office"), hint, started=remit.settled is not None, under="approval"
    )


def _preparation(
    text: AgreementText, make: Lines, *, purpose_known: bool, examined: bool, remit: Remit | None
) -> Group:
    of_the_office = (_remit_line(remit, make),) if remit else ()
    return Group(
        _("1. Preparation"),
        (
            make.line(
                "examination",
                _("Self-examination and the five tests"),
                _("Clients who are inadequately served, who else serves them, and whether this is a partnership"),
                started=examined,
                needed=False,
            ),
            make.line(
                "partnership",
                _("Purpose of the partnership"),
                _("Challenge, target groups, services, regions, and expected added value"),
                started=purpose_known,
            ),
            make.line(
                "model",
                _("Model and formality"),
                str(text.model) or _("Determines the sections of this agreement"),
                started=bool(text.model or text.formality),
            ),
            *of_the_office,
        ),
    )


def _partners(text: AgreementText, make: Lines) -> Group:
    lead = text.lead_party
    return Group(
        _("2. Partners and roles"),
        (
            make.line(
                "parties",
                _("Parties, roles and risks"),
                ", ".join(party.name for party in text.parties[:3])
                or _("The parties, and the risks and benefits of each"),
                started=bool(text.parties),
                under="party:",
            ),
            make.line(
                "responsibilities",
                _("Responsibilities"),
                _("Who does what: every responsibility assigned"),
                started=bool(text.responsibilities),
            ),
            make.line(
                "lead",
                _("Lead partner"),
                lead.name if lead else _("The party that carries the most risk"),
                started=lead is not None,
            ),
        ),
    )


def _objectives(text: AgreementText, make: Lines) -> list[Line]:
    """One line each; of many, one line that leads to their list."""
    count = len(text.objectives)
    if count > MOST_OBJECTIVES:
        words = ngettext(
            "%(count)s objective: open the list to complete or change it",
            "%(count)s objectives: open the list to complete or change them",
            count,
        )
        return [
            make.line("objectives_all", _("Objectives"), words % {"count": count}, started=True, under="objective:")
        ]
    return [
        make.line(
            f"objective:{objective.key}",
            _("Objective %(number)s: %(title)s") % {"number": number, "title": objective.title},
            objective.indicator or objective.statement,
            started=True,
        )
        for number, objective in enumerate(text.objectives, start=1)
    ]


def _aims(text: AgreementText, make: Lines) -> Group:
    objectives = _objectives(text, make)
    listed = [
        make.line(
            "objectives_all",
            _("All objectives in one list"),
            _("With filters, export, and changes to many at once"),
            started=False,
            needed=False,
        )
    ]
    return Group(
        _("3. Objectives"),
        (
            *objectives,
            *(listed if 1 < len(text.objectives) <= MOST_OBJECTIVES else ()),
            make.line(
                "objectives",
                _("Add an objective"),
                _("Specific, measurable, attainable, relevant, time-bound"),
                started=False,
                needed=not objectives,
            ),
            make.line(
                "quality",
                _("Definition of quality"),
                _("How all partners define a good partnership"),
                started=bool(text.quality.strip()),
            ),
        ),
    )


def _means(text: AgreementText, make: Lines) -> Group:
    return Group(
        _("5. Resources"),
        (
            *_sections(text, make, MEANS),
            make.line(
                "contributions",
                _("Contributions and funding"),
                _("Money, staff, premises, data: who contributes what"),
                started=bool(text.contributions),
                needed=False,
            ),
            make.line(
                "annexes",
                _("Annexes"),
                _("Texts and files that are signed with the agreement"),
                started=bool(text.annexes),
                needed=False,
            ),
        ),
    )


def _ending(text: AgreementText, make: Lines) -> Group:
    return Group(
        _("6. Term and ending"),
        (
            make.line(
                "term",
                _("Term and review date"),
                _("The duration and the date of the first review"),
                started=bool(
                    text.ends or text.term_months or text.term_is_unstated or text.is_open_ended or text.first_review_on
                ),
            ),
            make.line(
                "dissolution",
                _("Dissolution protocol"),
                _("Clients, personal data, money, obligations to third parties"),
                started=bool(text.dissolution or text.may_end_by),
            ),
        ),
    )


def _signing(text: AgreementText, make: Lines, findings: list[Finding]) -> Group:
    signing = [party for party in text.parties if party.must_sign]
    ready = not any(finding.is_blocking for finding in findings)
    last = NOT_STARTED if ready else CANNOT_START
    return Group(
        _("7. Signature"),
        (
            make.line(
                "signatories",
                _("Signatories and their mandates"),
                _("Who signs for each party, and with which mandate"),
                started=any(party.signatories for party in signing),
            ),
            Line(
                "send",
                _("Check the text and send it for signature"),
                _("Available when all tasks above are complete"),
                last,
                is_part=False,
            ),
        ),
    )


def agreement_tasks(
    text: AgreementText,
    findings: list[Finding],
    *,
    purpose_known: bool,
    examined: bool,
    remit: Remit | None = None,
) -> list[Group]:
    """The seven groups of the task list; counts and states agree with the findings because they come from them."""
    make = Lines(findings)
    return [
        _preparation(text, make, purpose_known=purpose_known, examined=examined, remit=remit),
        _partners(text, make),
        _aims(text, make),
        Group(_("4. Cooperation"), (*_sections(text, make, WORK), *_own_sections(text, make))),
        _means(text, make),
        _ending(text, make),
        _signing(text, make, findings),
    ]

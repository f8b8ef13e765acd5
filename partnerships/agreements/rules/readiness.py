"""What still stands in the way of signature: every reason, in words, each with the place where it is mended (A16).

The task list, the "before signature" column and the guard in `signing/services/signing.py` all use these findings.
"""

import datetime
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from partnerships.autonomy.rules.approving import Remit, remit_findings
from partnerships.drafting.rules.text import AgreementText
from partnerships.objectives.rules.sense import Around, sense_findings
from partnerships.objectives.rules.smart import smart_letters
from partnerships.rules.model_choice import Model, chosen_elements
from partnerships.rules.vocabulary import Formality, ResultKind
from pes_partnerships.lib.findings import ADVICE, BLOCKING, Finding, in_order

from .model_change import has_clients
from .parts_findings import dissolution_findings, section_findings
from .party_findings import inside_findings
from .signatory_findings import signatory_findings
from .term_findings import term_findings


def model_findings(text: AgreementText) -> Iterator[Finding]:
    if not text.model:
        yield Finding(
            "model_missing",
            _("No model has been chosen."),
            _("The model determines the sections of this agreement."),
            anchor="model",
        )
    if not text.formality:
        yield Finding(
            "formality_missing",
            _("State the formality of this document."),
            _("Choose informal, formal or legally binding."),
            anchor="model",
        )
    if text.formality.code == Formality.BINDING and text.is_open_ended:
        yield Finding(
            "binding_open_ended",
            _("Enter an end date for this legally binding agreement."),
            _(
                "Legally binding agreements need an end date (PES Network, PES partnership management, 2020, section "
                "7.6)."
            ),
            anchor="term",
        )


def party_findings(text: AgreementText) -> Iterator[Finding]:
    if len(text.parties) < 2:
        yield Finding(
            "too_few_parties",
            _("Add at least two parties."),
            _("Copy them from the participants of the partnership."),
            anchor="parties",
        )
    for party in text.parties:
        if not party.risk.strip() or not party.risk_level:
            yield Finding(
                "risk_missing",
                _("State the risks of party %(party)s.") % {"party": party.name},
                _("The risk of each party must be stated, even if it is low (PARES recommendations, 2012)."),
                anchor=f"party:{party.key}",
            )
    yield from _responsibility_findings(text)
    borrowed = [element.code for element in text.elements]
    chosen = {element.code for element in chosen_elements(text.model.code, borrowed)}
    if "clients_shape" in chosen and not has_clients(text):
        # A1: in a co-constructed text they sit among the parties; where only the element is borrowed, it is advice
        yield Finding(
            "no_client_partner",
            _("No client is a partner."),
            _(
                "Clients, or an organisation that represents them, must be among the parties. Invite some, state which "
                "party represents them, or choose another model."
            )
            if text.model.code == Model.CO_CONSTRUCTED
            else _("This element asks for clients or their representatives among the partners. Invite some."),
            severity=BLOCKING if text.model.code == Model.CO_CONSTRUCTED else ADVICE,
            needs_others=True,
            anchor="parties",
        )
    if text.model.code == Model.SUBCONTRACTED and text.is_open_ended:
        yield Finding(
            "service_without_end",
            _("A subcontracted service needs an end date."),
            _(
                "State the term for which the service is ordered (PES Network, PES partnership management, 2020, "
                "section 5.2)."
            ),
            anchor="term",
        )


def _responsibility_findings(text: AgreementText) -> Iterator[Finding]:
    if not text.responsibilities:
        yield Finding(
            "no_responsibilities",
            _("No responsibilities have been stated yet."),
            _("State who does what."),
            anchor="responsibilities",
        )
    for party in text.parties if text.responsibilities else ():
        if not text.duties_of(party.key):
            yield Finding(
                "party_without_duty",
                _("Party %(party)s has no responsibility.") % {"party": party.name},
                _("State what it does, or why it is a party."),
                severity=ADVICE,
                anchor="responsibilities",
            )
    for duty in text.unowned_duties:
        yield Finding(
            "responsibility_without_owner",
            _("A responsibility has not been assigned."),
            _("Assign every responsibility to a party. Not assigned: “%(duty)s”") % {"duty": duty},
            needs_others=True,
            anchor="responsibilities",
        )


def lead_findings(text: AgreementText) -> Iterator[Finding]:
    lead = text.lead_party
    if lead is None:
        yield Finding(
            "lead_missing",
            _("No lead partner has been chosen."),
            _("The lead partner should be the party that carries the most risk (PARES recommendations, 2012)."),
            anchor="lead",
        )
        return
    highest = max((party.risk_level or 0 for party in text.parties), default=0)
    if (lead.risk_level or 0) < highest and not text.lead_reason.strip():
        yield Finding(
            "lead_not_highest_risk",
            _("Another party carries more risk than the lead partner."),
            _("Choose the party with the highest risk as lead partner, or give the reason for another choice."),
            anchor="lead",
        )


def _sense_title(number: int, finding: Finding) -> str:
    return _("Objective %(number)s: %(finding)s") % {"number": number, "finding": finding.title}


def objective_findings(text: AgreementText, today: datetime.date) -> Iterator[Finding]:
    if not text.objectives:
        yield Finding(
            "no_objectives",
            _("The agreement has no objectives."),
            _("Add at least one SMART objective."),
            anchor="objectives",
        )
    around = Around.of(text, today)
    for number, objective in enumerate(text.objectives, start=1):
        missing = [str(words) for letter in smart_letters(objective) for words in letter.words]
        title = {"number": number, "title": objective.title}
        if missing:
            yield Finding(
                "objective_not_smart",
                _("Objective %(number)s is not SMART yet: %(title)s") % title,
                " ".join(missing),
                anchor=f"objective:{objective.key}",
            )
        for finding in sense_findings(objective, around):
            yield replace(finding, title=_sense_title(number, finding), anchor=f"objective:{objective.key}")
        if objective.result_kind.code == ResultKind.OUTPUT:
            yield Finding(
                "output_target",
                _("Objective %(number)s measures outputs, not outcomes for clients.") % title,
                _(
                    "Outcomes are preferred to outputs. Consider the effect on clients (Strategic partnerships to "
                    "create the conditions for sustainable employment, 2025, section 7.2.1)."
                ),
                severity=ADVICE,
                anchor=f"objective:{objective.key}",
            )
    if not text.quality.strip():
        yield Finding(
            "quality_missing",
            _("State how the partners define the quality of their partnership."),
            _("All partners must agree on this definition (PARES recommendations, 2012)."),
            anchor="quality",
        )


def contribution_findings(text: AgreementText) -> Iterator[Finding]:
    if not text.contributions:
        yield Finding(
            "no_contributions",
            _("No contributions have been entered."),
            _("Staff, premises and data are also contributions."),
            severity=ADVICE,
            anchor="contributions",
        )
    if any(not given.giver.strip() for given in text.contributions):
        yield Finding(
            "contribution_without_giver",
            _("A contribution has no source."),
            _("Choose the party or other source that provides it, or remove the contribution."),
            anchor="contributions",
        )


def missing_for_signature(text: AgreementText, *, today: datetime.date, remit: Remit | None = None) -> list[Finding]:
    """Every finding, those that bar signature first, and among them first those that need other people.

    `remit`: what the partnership's office may decide by itself (F10); None where the partnership has no office.
    """
    return in_order(
        [
            *(remit_findings(remit) if remit else ()),
            *model_findings(text),
            *party_findings(text),
            *inside_findings(text),
            *lead_findings(text),
            *objective_findings(text, today),
            *section_findings(text),
            *contribution_findings(text),
            *term_findings(text, today),
            *dissolution_findings(text),
            *signatory_findings(text, today),
        ]
    )

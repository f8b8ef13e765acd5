"""One function a line of the preparation: its state, and what is missing in words (F1–F11)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.rules.lifecycle import ParticipationStatus
from partnerships.rules.task_list import CANNOT_START, DONE, INCOMPLETE, NOT_STARTED, Line

from .chain import Verdict
from .preparation_facts import AREAS, FOUR_QUESTIONS, GO_ON, NOT_CLEAR, STOP, WORTH_NO, PreparationFacts

IDENTIFIED, INVITED = ParticipationStatus.IDENTIFIED, ParticipationStatus.INVITED


def examination_line(facts: PreparationFacts) -> Line:
    hint = _("Client group and evidence") if facts.badly_served else _("State the client group and the evidence")
    return Line(
        "examination", _("Clients who are inadequately served"), hint, DONE if facts.badly_served else NOT_STARTED
    )


def chain_line(facts: PreparationFacts) -> Line:
    label = _("Chain of support")
    if not facts.needs:
        return Line("chain", label, _("List the needs of these clients, from the first step to the last"), NOT_STARTED)
    count = len(facts.needs)
    unsaid = sum(not need.extents[0] for need in facts.needs)
    if unsaid:
        words = ngettext(
            "State for %(count)s need to what extent you cover it",
            "State for %(count)s needs to what extent you cover them",
            unsaid,
        )
        return Line("chain", label, words % {"count": unsaid}, INCOMPLETE)
    words = ngettext("%(count)s need", "%(count)s needs, in their order", count)
    return Line("chain", label, words % {"count": count}, DONE)


def questions_line(facts: PreparationFacts) -> Line:
    total = len(FOUR_QUESTIONS)
    hint = _("Other providers, complement or overlap, coordination, information")
    if 0 < facts.questions < total:
        hint = _answered(facts.questions, total)
    return Line("questions", _("Four questions about other organisations"), hint, _share(facts.questions, total))


def actors_line(facts: PreparationFacts) -> Line:
    label, found = _("Organisations identified"), len(facts.actors)
    if not found:
        return Line("actors", label, _("List all organisations that could contribute"), NOT_STARTED)
    words = ngettext("%(count)s organisation", "%(count)s organisations", found) % {"count": found}
    return Line("actors", label, words, DONE)


def assessed_line(facts: PreparationFacts) -> Line:
    label = _("Suitability of the organisations")
    named = [actor for actor in facts.present if actor.is_named]
    if not named:
        return Line("assessed", label, _("Available when an organisation has been identified"), CANNOT_START)
    done = sum(actor.is_assessed for actor in named)
    hint = _("Assess the service relevance and capability of each organisation")
    if done:
        words = ngettext("%(count)s of %(total)s is assessed", "%(count)s of %(total)s are assessed", done)
        hint = words % {"count": done, "total": len(named)}
    return Line("assessed", label, hint, _share(done, len(named)))


def dialogue_line(facts: PreparationFacts) -> Line:
    label = _("Invitations and answers")
    if not facts.actors:
        return Line("dialogue", label, _("Available when an organisation has been identified"), CANNOT_START)
    waiting, asked = facts.count(IDENTIFIED), facts.count(INVITED)
    if waiting == len(facts.actors):
        return Line("dialogue", label, _("Invite each organisation to an initial discussion"), NOT_STARTED)
    open_ones = []
    if waiting:
        words = ngettext(
            "%(count)s organisation has not been invited yet",
            "%(count)s organisations have not been invited yet",
            waiting,
        )
        open_ones.append(words % {"count": waiting})
    if asked:
        words = ngettext(
            "%(count)s organisation has not answered yet", "%(count)s organisations have not answered yet", asked
        )
        open_ones.append(words % {"count": asked})
    hint = ", ".join(open_ones) or _("All organisations have answered")
    return Line("dialogue", label, hint, INCOMPLETE if open_ones else DONE)


def map_line(facts: PreparationFacts) -> Line:
    label = _("Coverage map")
    if not facts.needs:
        return Line("chain_map", label, _("Available when the chain of support has been listed"), CANNOT_START)
    if len(facts.needs[0].extents) == 1:
        return Line("chain_map", label, _("Available when an organisation has been identified"), CANNOT_START)
    unsaid = sum(sum(not said for said in need.extents[1:]) for need in facts.needs)
    if unsaid == sum(len(need.extents) - 1 for need in facts.needs):
        return Line("chain_map", label, _("State for each organisation which needs it covers"), NOT_STARTED)
    if unsaid:
        words = ngettext("%(count)s answer is missing", "%(count)s answers are missing", unsaid)
        return Line("chain_map", label, words % {"count": unsaid}, INCOMPLETE)
    unexplained = sum(need.wants_a_word for need in facts.needs)
    if unexplained:
        words = ngettext(
            "%(count)s need covered twice requires a note", "%(count)s needs covered twice require a note", unexplained
        )
        return Line("chain_map", label, words % {"count": unexplained}, INCOMPLETE)
    return Line("chain_map", label, _gaps_and_doubles(facts), DONE)


def _gaps_and_doubles(facts: PreparationFacts) -> str:
    verdicts = [need.verdict for need in facts.needs]
    gaps, doubles = verdicts.count(Verdict.GAP), verdicts.count(Verdict.DOUBLE)
    if not gaps and not doubles:
        return _("No gaps and no overlaps")
    return ", ".join(
        (
            ngettext("%(count)s gap", "%(count)s gaps", gaps) % {"count": gaps},
            ngettext("%(count)s overlap", "%(count)s overlaps", doubles) % {"count": doubles},
        )
    )


def tests_line(facts: PreparationFacts) -> Line:
    label, total = _("Five tests of a partnership"), len(facts.tests)
    answered, noes = total - facts.tests.count(None), facts.tests.count(False)
    if noes and not facts.tests_note:
        words = ngettext(
            "%(count)s test was answered with “No”: explain the consequences",
            "%(count)s tests were answered with “No”: explain the consequences",
            noes,
        )
        return Line("tests", label, words % {"count": noes}, INCOMPLETE)
    if not answered:
        return Line("tests", label, _("Does this meet the criteria of a partnership?"), NOT_STARTED)
    if answered < total:
        hint = _answered(answered, total)
        return Line("tests", label, hint, INCOMPLETE)
    noes_said = ngettext("%(count)s “No” with an explanation", "%(count)s “No” with an explanation", noes) % {
        "count": noes
    }
    return Line("tests", label, noes_said if noes else _("All five tests are met"), DONE)


def value_line(facts: PreparationFacts) -> Line:
    label = _("Added value")
    missing = []
    if not facts.added_value:
        missing.append(_("expected added value"))
    if not facts.measured:
        missing.append(_("how the added value is measured"))
    if facts.worth in ("", NOT_CLEAR):
        missing.append(_("whether the benefits justify the resources"))
    if len(missing) == 3 and not facts.worth:
        return Line(
            "value",
            label,
            _("Expected added value, its measurement, and whether it justifies the resources"),
            NOT_STARTED,
        )
    if missing:
        return Line("value", label, _("Still to be answered: %(what)s") % {"what": ", ".join(missing)}, INCOMPLETE)
    worth = (
        _("The benefits do not justify the resources")
        if facts.worth == WORTH_NO
        else _("The benefits justify the resources")
    )
    return Line("value", label, worth, DONE)


def support_line(facts: PreparationFacts) -> Line:
    label, total = _("Support needed at the launch"), len(facts.support)
    if not total:
        hint = _("Resources, training, information and facilitation needed for the launch")
        return Line("support", label, hint, NOT_STARTED)
    ownerless = sum(not need.has_provider and not need.is_met for need in facts.support)
    if ownerless:
        words = ngettext(
            "%(count)s support need has no provider", "%(count)s support needs have no provider", ownerless
        )
        return Line("support", label, words % {"count": ownerless}, INCOMPLETE)
    late = sum(need.is_late for need in facts.support)
    if late:
        words = ngettext("%(count)s support need is overdue", "%(count)s support needs are overdue", late)
        return Line("support", label, words % {"count": late}, INCOMPLETE)
    met = sum(need.is_met for need in facts.support)
    return Line("support", label, _("%(met)s of %(total)s met") % {"met": met, "total": total}, DONE)


def team_line(facts: PreparationFacts) -> Line:
    label = _("Team and skills")
    if not facts.team:
        return Line("team", label, _("Team members and their skills"), NOT_STARTED)
    if facts.skills_short:
        words = ngettext(
            "%(count)s skill is not yet covered in the team",
            "%(count)s skills are not yet covered in the team",
            facts.skills_short,
        )
        return Line("team", label, words % {"count": facts.skills_short}, INCOMPLETE)
    words = ngettext("%(count)s person", "%(count)s people", facts.team)
    return Line("team", label, words % {"count": facts.team}, DONE)


def _answered(count: int, total: int) -> str:
    words = ngettext("%(count)s of %(total)s is answered", "%(count)s of %(total)s are answered", count)
    return words % {"count": count, "total": total}


def autonomy_line(facts: PreparationFacts) -> Line:
    words = ngettext(
        "%(count)s of %(total)s areas is stated", "%(count)s of %(total)s areas are stated", facts.areas_stated
    )
    hint = words % {"count": facts.areas_stated, "total": AREAS}
    if not facts.areas_stated:
        hint = _("Not yet stated by the service; ask for it")
    label = _("Delegated authority of office %(office)s") % {"office": facts.office}
    return Line("autonomy", label, hint, _share(facts.areas_stated, AREAS))


def model_line(facts: PreparationFacts) -> Line:
    hint = facts.model or _("Consult the model adviser, then choose one of the four models")
    return Line("model", _("Choice of model"), hint, DONE if facts.model else NOT_STARTED)


def decision_line(facts: PreparationFacts) -> Line:
    label = _("Decision to proceed")
    if facts.outcome not in (GO_ON, STOP):
        return Line("decision", label, _("Record the decision with its date and reason"), NOT_STARTED)
    hint = _("Proceed") if facts.outcome == GO_ON else _("Do not proceed")
    if facts.decided_on:
        hint = _("%(decision)s, decided on %(day)s") % {"decision": hint, "day": facts.decided_on}
    return Line("decision", label, hint, DONE)


def _share(done: int, total: int) -> str:
    if done >= total:
        return DONE
    return INCOMPLETE if done else NOT_STARTED

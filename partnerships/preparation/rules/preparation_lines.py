"""One function a line of the preparation: its state, and what is missing in words (F1–F11)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.rules.lifecycle import ParticipationStatus
from partnerships.rules.task_list import CANNOT_START, DONE, INCOMPLETE, NOT_STARTED, Line

from .chain import Verdict
from .preparation_facts import AREAS, FOUR_QUESTIONS, GO_ON, NOT_CLEAR, STOP, WORTH_NO, PreparationFacts

IDENTIFIED, INVITED = ParticipationStatus.IDENTIFIED, ParticipationStatus.INVITED


def examination_line(facts: PreparationFacts) -> Line:
    hint = _("The client group, and how we know") if facts.badly_served else _("Name the client group and how you know")
    return Line("examination", _("Whom we serve badly"), hint, DONE if facts.badly_served else NOT_STARTED)


def chain_line(facts: PreparationFacts) -> Line:
    label = _("The chain of support")
    if not facts.needs:
        return Line("chain", label, _("List what these clients need, from the first step to the last"), NOT_STARTED)
    count = len(facts.needs)
    unsaid = sum(not need.extents[0] for need in facts.needs)
    if unsaid:
        words = ngettext(
            "Say for %(count)s need how far we cover it", "Say for %(count)s needs how far we cover them", unsaid
        )
        return Line("chain", label, words % {"count": unsaid}, INCOMPLETE)
    words = ngettext("%(count)s need", "%(count)s needs, in their order", count)
    return Line("chain", label, words % {"count": count}, DONE)


def questions_line(facts: PreparationFacts) -> Line:
    total = len(FOUR_QUESTIONS)
    hint = _("Who else serves them, complement or overlap, co-ordination, information")
    if 0 < facts.questions < total:
        hint = _answered(facts.questions, total)
    return Line("questions", _("Four questions about others"), hint, _share(facts.questions, total))


def actors_line(facts: PreparationFacts) -> Line:
    label, found = _("Actors found"), len(facts.actors)
    if not found:
        return Line("actors", label, _("Name everybody who might have a part in it"), NOT_STARTED)
    words = ngettext("%(count)s actor", "%(count)s actors", found) % {"count": found}
    return Line("actors", label, words, DONE)


def assessed_line(facts: PreparationFacts) -> Line:
    label = _("How well they would fit")
    named = [actor for actor in facts.present if actor.is_named]
    if not named:
        return Line("assessed", label, _("When an organisation is named"), CANNOT_START)
    done = sum(actor.is_assessed for actor in named)
    hint = _("Assess service relevance and capability of each")
    if done:
        words = ngettext("%(count)s of %(total)s is assessed", "%(count)s of %(total)s are assessed", done)
        hint = words % {"count": done, "total": len(named)}
    return Line("assessed", label, hint, _share(done, len(named)))


def dialogue_line(facts: PreparationFacts) -> Line:
    label = _("Invitations and answers")
    if not facts.actors:
        return Line("dialogue", label, _("When an actor is named"), CANNOT_START)
    waiting, asked = facts.count(IDENTIFIED), facts.count(INVITED)
    if waiting == len(facts.actors):
        return Line("dialogue", label, _("Invite each to a first talk"), NOT_STARTED)
    open_ones = []
    if waiting:
        words = ngettext("%(count)s is not invited yet", "%(count)s are not invited yet", waiting)
        open_ones.append(words % {"count": waiting})
    if asked:
        words = ngettext("%(count)s has not answered yet", "%(count)s have not answered yet", asked)
        open_ones.append(words % {"count": asked})
    hint = ", ".join(open_ones) or _("All have answered")
    return Line("dialogue", label, hint, INCOMPLETE if open_ones else DONE)


def map_line(facts: PreparationFacts) -> Line:
    label = _("The map: who serves which need")
    if not facts.needs:
        return Line("chain_map", label, _("When the chain of support is listed"), CANNOT_START)
    if len(facts.needs[0].extents) == 1:
        return Line("chain_map", label, _("When an actor is named"), CANNOT_START)
    unsaid = sum(sum(not said for said in need.extents[1:]) for need in facts.needs)
    if unsaid == sum(len(need.extents) - 1 for need in facts.needs):
        return Line("chain_map", label, _("Say for each actor which needs it covers"), NOT_STARTED)
    if unsaid:
        words = ngettext("%(count)s answer is missing", "%(count)s answers are missing", unsaid)
        return Line("chain_map", label, words % {"count": unsaid}, INCOMPLETE)
    unexplained = sum(need.wants_a_word for need in facts.needs)
    if unexplained:
        words = ngettext("%(count)s double needs a word", "%(count)s doubles need a word", unexplained)
        return Line("chain_map", label, words % {"count": unexplained}, INCOMPLETE)
    return Line("chain_map", label, _gaps_and_doubles(facts), DONE)


def _gaps_and_doubles(facts: PreparationFacts) -> str:
    verdicts = [need.verdict for need in facts.needs]
    gaps, doubles = verdicts.count(Verdict.GAP), verdicts.count(Verdict.DOUBLE)
    if not gaps and not doubles:
        return _("No gap and no double")
    return ", ".join(
        (
            ngettext("%(count)s gap", "%(count)s gaps", gaps) % {"count": gaps},
            ngettext("%(count)s double", "%(count)s doubles", doubles) % {"count": doubles},
        )
    )


def tests_line(facts: PreparationFacts) -> Line:
    label, total = _("The five tests of a partnership"), len(facts.tests)
    answered, noes = total - facts.tests.count(None), facts.tests.count(False)
    if noes and not facts.tests_note:
        words = ngettext(
            "%(count)s is answered with no: say what follows", "%(count)s are answered with no: say what follows", noes
        )
        return Line("tests", label, words % {"count": noes}, INCOMPLETE)
    if not answered:
        return Line("tests", label, _("Is it a partnership, or something else?"), NOT_STARTED)
    if answered < total:
        hint = _answered(answered, total)
        return Line("tests", label, hint, INCOMPLETE)
    noes_said = ngettext("%(count)s no, with a word", "%(count)s noes, with a word", noes) % {"count": noes}
    return Line("tests", label, noes_said if noes else _("Five times yes"), DONE)


def value_line(facts: PreparationFacts) -> Line:
    label = _("The value question")
    missing = []
    if not facts.added_value:
        missing.append(_("what value it could add"))
    if not facts.measured:
        missing.append(_("how that is measured"))
    if facts.worth in ("", NOT_CLEAR):
        missing.append(_("whether the return justifies the resources"))
    if len(missing) == 3 and not facts.worth:
        return Line("value", label, _("What it could add, how that is measured, whether it is worth it"), NOT_STARTED)
    if missing:
        return Line("value", label, _("Still open: %(what)s") % {"what": ", ".join(missing)}, INCOMPLETE)
    worth = _("The return does not justify the resources") if facts.worth == WORTH_NO else _("Worth the resources")
    return Line("value", label, worth, DONE)


def support_line(facts: PreparationFacts) -> Line:
    label, total = _("Support needed at the launch"), len(facts.support)
    if not total:
        hint = _("Resources, training, information, facilitation: what it needs to begin well")
        return Line("support", label, hint, NOT_STARTED)
    ownerless = sum(not need.has_provider and not need.is_met for need in facts.support)
    if ownerless:
        words = ngettext("For %(count)s need nobody is named", "For %(count)s needs nobody is named", ownerless)
        return Line("support", label, words % {"count": ownerless}, INCOMPLETE)
    late = sum(need.is_late for need in facts.support)
    if late:
        words = ngettext("%(count)s need is late", "%(count)s needs are late", late)
        return Line("support", label, words % {"count": late}, INCOMPLETE)
    met = sum(need.is_met for need in facts.support)
    return Line("support", label, _("%(met)s of %(total)s met") % {"met": met, "total": total}, DONE)


def team_line(facts: PreparationFacts) -> Line:
    label = _("The team and its skills")
    if not facts.team:
        return Line("team", label, _("Who works on it, and what they can do"), NOT_STARTED)
    if facts.skills_short:
        words = ngettext(
            "%(count)s skill is strong in nobody yet", "%(count)s skills are strong in nobody yet", facts.skills_short
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
        hint = _("Its service has not stated it yet; ask for it")
    label = _("What the office %(office)s may decide") % {"office": facts.office}
    return Line("autonomy", label, hint, _share(facts.areas_stated, AREAS))


def model_line(facts: PreparationFacts) -> Line:
    hint = facts.model or _("Ask the adviser, then decide which of the four models fits")
    return Line("model", _("The model"), hint, DONE if facts.model else NOT_STARTED)


def decision_line(facts: PreparationFacts) -> Line:
    label = _("Go on, or stop")
    if facts.outcome not in (GO_ON, STOP):
        return Line("decision", label, _("Decide, with the day and the reason"), NOT_STARTED)
    hint = _("Go on") if facts.outcome == GO_ON else _("Do not proceed")
    if facts.decided_on:
        hint = _("%(decision)s, decided on %(day)s") % {"decision": hint, "day": facts.decided_on}
    return Line("decision", label, hint, DONE)


def _share(done: int, total: int) -> str:
    if done >= total:
        return DONE
    return INCOMPLETE if done else NOT_STARTED

"""Every check that makes a warning: its code, what it looks at, when it fires, what to do, and its source (O6)."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import of_conduct, of_partners, of_results
from .facts import PartnershipFacts, Warned

logger = logging.getLogger(__name__)

Words = str | Promise
PARES = _("PARES recommendations, 2012")
PAPER_73 = _("PES Network, PES partnership management, 2020, section 7.3")
PAPER_43 = _("PES Network, PES partnership management, 2020, section 4.3")
PAPER_77 = _("PES Network, PES partnership management, 2020, sections 7.6 and 7.7")
OWN = _("This product")


@dataclass(frozen=True)
class Check:
    code: str
    find: Callable[[PartnershipFacts, date], Iterator[Warned]]
    label: Words
    looks_at: Words
    fires: Words
    todo: Words
    source: Words


CHECKS = (
    Check(
        "met_early",
        of_results.met_early,
        _("Target met very early"),
        _("Targets to reach (“at least”, “more than”), their measured values and their day."),
        _(
            "The target is met at least six months before its day, by the first value or with half of its time left, "
            "and the latest value still meets it."
        ),
        _("Ask at the review whether the target is too easily met, and amend it."),
        PARES,
    ),
    Check(
        "target_below_baseline",
        of_results.target_below_baseline,
        _("Target below the baseline"),
        _("Targets and the baseline of the same objective. Counts that add up since the start are left out."),
        _("The baseline itself meets the target, and the day of the target has not passed."),
        _("Check the baseline, or amend the target so that something has to improve."),
        PARES,
    ),
    Check(
        "below_trend",
        of_results.below_trend,
        _("Target below the trend"),
        _(
            "Baselines of all versions of an objective and what was measured before the text in force, at least two "
            "values half a year apart. Counts that add up since the start are left out."
        ),
        _(
            "The line from the first to the last of these values gets better, and on the day of the target it "
            "meets it. With one value there is no trend, and nothing is said."
        ),
        _("Ask at the review what the partnership adds to the trend, and amend the target."),
        PARES,
    ),
    Check(
        "worse_than_before",
        of_results.worse_than_before,
        _("Worse than before the partnership"),
        _("The latest value and the baseline. Counts that add up since the start are left out."),
        _("The latest value is on the wrong side of the baseline."),
        _("Look for the cause with the partners, and agree on a corrective action."),
        PAPER_73,
    ),
    Check(
        "not_measured",
        of_results.not_measured,
        _("Not measured for two periods"),
        _(
            "The day of the latest value. The period is the one that the objective’s values show (month, quarter or "
            "year); else the rhythm of the reviews."
        ),
        _("Two periods have passed without a value, and the objective is neither over nor assessed by people."),
        _("Enter the value, or ask the partner who has it."),
        PAPER_73,
    ),
    Check(
        "no_longer_fits",
        of_results.no_longer_fits,
        _("Objective no longer addresses the challenge"),
        _("What the latest confirmed review says of each objective."),
        _("The reviewers found that the objective no longer fits what the clients need."),
        _("Amend the objective, or end what no longer adds value."),
        PARES,
    ),
    Check(
        "scope_drift",
        of_conduct.scope_drift,
        _("Drift from the agreement"),
        _("Activities since the last confirmed review, or else since the agreement began, and what they serve."),
        _("At least half of four or more activities serve no objective of the text in force."),
        _("Name the objectives that activities serve; if there are none, change the text or the work."),
        PARES,
    ),
    Check(
        "partner_silent",
        of_partners.partner_silent,
        _("Partner not heard from for a year"),
        _(
            "Activities with the partner, its values, its statements and answers in reviews, its feedback, meetings "
            "in which it took part, commitments that it said to be done, and talks on record. "
            "Answers to health checks do not count: they may be without names."
        ),
        _("Twelve months have passed since the last of these, since it joined and since the agreement began."),
        _("Talk to the partner, and ask for its part in the next review."),
        PAPER_73,
    ),
    Check(
        "representative_gone",
        of_partners.representative_gone,
        _("Representative gone"),
        _("Contacts of the partner: who has left, and who may decide or sign."),
        _("A person who could decide, sign or represent has left, and no remaining contact may decide or sign."),
        _("Record the new representative and the mandate."),
        PAPER_73,
    ),
    Check(
        "places_apart",
        of_partners.places_apart,
        _("Partner works elsewhere"),
        _("Regions of the partnership and of each partner, where both are recorded. Target groups have none."),
        _("No region of the partner is, lies in, or contains a region of the partnership."),
        _("Check the recorded regions; if they are right, discuss how the partner reaches the clients."),
        PAPER_73,
    ),
    Check(
        "one_partner",
        of_partners.one_partner,
        _("Too much depends on one partner"),
        _("Owners of responsibilities and objectives, and who gives the money, in the text in force."),
        _(
            "One of several parties has three quarters of at least four responsibilities, of at least four objectives, "
            "or of the money in one currency. That the employment service pays is not reported by itself."
        ),
        _("Share the work, or agree what happens if this partner leaves."),
        OWN,
    ),
    Check(
        "value_open",
        of_conduct.value_open,
        _("Value not known"),
        _("The answer of the last two confirmed reviews to whether the results justify the resources."),
        _("The last review gives no answer, or both reviews answer “Not yet known”."),
        _("Agree how the added value is measured, and answer the question at the next review."),
        PAPER_43,
    ),
    Check(
        "renewal_near",
        of_conduct.renewal_near,
        _("Automatic renewal is near"),
        _("The notice period in numbers, the end of the term and its automatic renewal in the text in force."),
        _(
            "The last day to give notice before the next automatic renewal comes within 90 days, no notice was given, "
            "and no end was decided. Where the text says its notice period in words alone, nothing is said."
        ),
        _("Decide whether the partnership goes on. Give notice in time, or accept the renewal with the reason."),
        PAPER_77,
    ),
    Check(
        "commitments_late",
        of_conduct.commitments_late,
        _("Commitments not kept"),
        _(
            "Commitments of the parties, corrective actions, steps before a decided end, and partners’ parts that an "
            "open review waits for."
        ),
        _("The day of at least one of them has passed."),
        _("Ask who owns it, close it, or agree on another day."),
        PAPER_77,
    ),
)
BY_CODE = {check.code: check for check in CHECKS}


@dataclass
class Findings:
    """All warnings of one partnership, in the order of the catalogue, and the checks that could not be run."""

    warned: list[Warned] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def run(facts: PartnershipFacts, today: date) -> Findings:
    """A check that fails is named and logged: it takes down neither the others nor the act that called it."""
    found = Findings()
    for check in CHECKS:
        try:
            found.warned += list(check.find(facts, today))
        except Exception:
            logger.exception("Check %s could not be run.", check.code)
            found.failed.append(check.code)
    return found


def next_day(facts: PartnershipFacts, today: date) -> date | None:
    """The next day on which time alone may change what run() says."""
    every = (day for days in (of_results.days, of_partners.days, of_conduct.days) for day in days(facts))
    every = (*every, *of_conduct.renewal_days(facts, today))
    return min((day for day in every if day > today), default=None)

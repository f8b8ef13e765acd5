"""Warnings about how a partnership is run: drift, the value question, commitments (O6, F8, R4)."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.agreements.rules.duration import length_words
from partnerships.rules.notice import DecideBy, decide_by
from pes_partnerships.lib.dates import display_date
from reviews.rules.vocabulary import Worth

from .facts import PartnershipFacts, Warned

RENEWAL_DAYS = 90  # before the last day to give notice
FEW = 4  # activities of which one can say what they mostly serve
ACTIONS, STEPS, PARTS, COMMITMENTS = "actions", "steps", "parts", "commitments"
# by check, what its warnings are about that waits as a late task of its own, too
COUNTED_AS_TASKS = {"commitments_late": frozenset({COMMITMENTS, ACTIONS, STEPS})}


def scope_drift(facts: PartnershipFacts, today: date) -> Iterator[Warned]:
    """At least half of the activities since the last review serve no objective of the text in force."""
    if facts.activities < FEW or 2 * facts.aimless < facts.activities:
        return
    day = facts.last_review.held_on if facts.last_review else facts.starts_on
    words = ngettext(
        "%(aimless)s of %(count)s activity since %(day)s serves no objective of the agreement.",
        "%(aimless)s of %(count)s activities since %(day)s serve no objective of the agreement.",
        facts.activities,
    )
    said = {"aimless": facts.aimless, "count": facts.activities, "day": display_date(day) if day else "–"}
    yield Warned("scope_drift", _("The work may be drifting from the agreement."), words % said)


def value_open(facts: PartnershipFacts, today: date) -> Iterator[Warned]:
    """The last review does not say whether it is worth it, or two reviews running say “Not yet known”."""
    if not (last := facts.last_review):
        return
    title = _("Whether the results justify the resources is not known.")
    if not last.worth:
        text = _("The review of %(day)s leaves the question open.") % {"day": display_date(last.held_on)}
        yield Warned("value_open", title, text, key=last.key)
    elif len(facts.reviews) > 1 and {each.worth for each in facts.reviews[:2]} == {Worth.CANNOT_SAY.value}:
        text = _("The reviews of %(earlier)s and %(day)s both answer “Not yet known”.")
        said = {"earlier": display_date(facts.reviews[1].held_on), "day": display_date(last.held_on)}
        yield Warned("value_open", title, text % said, key=last.key)


def commitments_late(facts: PartnershipFacts, today: date) -> Iterator[Warned]:
    """Commitments of the text, corrective actions, steps before an end, or parts in a review whose day has passed."""
    every = (
        (COMMITMENTS, facts.commitments_due),
        (ACTIONS, facts.actions_due),
        (STEPS, facts.steps_due),
        (PARTS, facts.parts_due),
    )
    for about, dues in every:
        late = sorted(due for due in dues if due < today)
        if late:
            text = _("The oldest was due on %(day)s.") % {"day": display_date(late[0])}
            yield Warned("commitments_late", _late_words(about, len(late)), text, about=about)


def _late_words(about: str, count: int) -> str:
    words = {
        COMMITMENTS: ngettext(
            "%(count)s commitment of the parties is late.", "%(count)s commitments of the parties are late.", count
        ),
        ACTIONS: ngettext(
            "%(count)s corrective action is overdue.", "%(count)s corrective actions are overdue.", count
        ),
        STEPS: ngettext("%(count)s step of the end is overdue.", "%(count)s steps of the end are overdue.", count),
        PARTS: ngettext(
            "%(count)s partner has not sent its part of the review.",
            "%(count)s partners have not sent their part of the review.",
            count,
        ),
    }[about]
    return words % {"count": count}


def renewal_near(facts: PartnershipFacts, today: date) -> Iterator[Warned]:
    """The last day to give notice before an automatic renewal is near, and nothing was decided."""
    if not (found := _decide_by(facts, today)) or today < found.by - timedelta(days=RENEWAL_DAYS):
        return
    title = _("Decide by %(day)s whether the agreement shall be renewed.") % {"day": display_date(found.by)}
    text = _("It is the last day on which notice ends it on %(end)s. Otherwise it is renewed for %(length)s.")
    length = length_words(facts.renewal.own.renews_months)
    said = {"end": display_date(found.end), "length": length}
    yield Warned("renewal_near", title, text % said, about=found.end.isoformat(), key=facts.renewal.key)


def _decide_by(facts: PartnershipFacts, today: date) -> DecideBy | None:
    found = decide_by(facts.renewal.period, facts.renewal.own, today) if facts.renewal else None
    return found if found and found.is_renewal else None


def renewal_days(facts: PartnershipFacts, today: date) -> Iterator[date]:
    """The days on which the warning of the renewal that is next comes and goes."""
    if found := _decide_by(facts, today):
        yield from (found.by - timedelta(days=RENEWAL_DAYS), found.by + timedelta(days=1))


def days(facts: PartnershipFacts) -> Iterator[date]:
    """Days on which time alone may bring one of these."""
    for due in (*facts.commitments_due, *facts.actions_due, *facts.steps_due, *facts.parts_due):
        yield due + timedelta(days=1)

"""Where a subject above the logging of reviews adds what it knows, without logging importing it.

As in partnerships/hooks.py: registered in AppConfig.ready(), called in the caller's transaction.
"""

from dataclasses import dataclass, field
from typing import Any

from partnerships.hooks import Hook

# where a panel belongs: beside the questions, above those of working together and of feedback, on a review that was
# proposed or confirmed, and on the page that asks the manager to confirm
OVERVIEW, TOGETHER, VOICES, READ, CONFIRM = "overview", "together", "voices", "read", "confirm"
PROPOSING, CONFIRMING = "propose", "confirm"


@dataclass(frozen=True)
class Stated:
    """A value that somebody outside states for an objective; `values` as enter_value takes them."""

    key: str
    label: str
    values: dict[str, Any] = field(default_factory=dict)


# review_panels(review, place, membership) -> list[Panel]
review_panels = Hook("review_panels")
# review_findings(review, act) -> list[Finding]: what bars proposing or confirming, or is to be considered first
review_findings = Hook("review_findings")
# stated_figures(review, objective) -> list[Stated]: values that the office may take over
stated_figures = Hook("stated_figures")
# figure_taken(key, measurement): the office took one over
figure_taken = Hook("figure_taken")
# review_sent_back(review, at): what was proposed is going to change
review_sent_back = Hook("review_sent_back")
# review_confirmed(review, following, by, at): the outcome is told
review_confirmed = Hook("review_confirmed")
# occurrence_held(review, by, at): a report is in, a meeting was held; in the transaction of its act
occurrence_held = Hook("occurrence_held")
# printed_review(review) -> [dict]: the whole review in rows, as the pages of logging show it
printed_review = Hook("printed_review")


def printed(review: Any) -> dict[str, Any]:
    """A review in rows for ui/_summary_list.html, and what its decision starts."""
    [rows] = printed_review(review=review)
    return rows


# door_sections(link, token, today) -> list[Panel]: parts of a partner's own page; `link` is its ContactLink
door_sections = Hook("door_sections")

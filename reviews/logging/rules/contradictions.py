"""What a review says in one place and denies in another: named before it is sent, never refused (R3, F8)."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from pes_partnerships.lib.findings import ADVICE, Finding
from reviews.rules.vocabulary import Decision, Judgement, Worth

GOES_ON = (Decision.CONTINUE, Decision.EXTEND, Decision.RENEW)
FAILING = (Judgement.WILL_MISS, Judgement.NO_LONGER_FITS)


def contradictions(*, decision: str, worth: str, judgements: Iterable[str], anchor: str) -> Iterator[Finding]:
    """`judgements`: one code for each objective, empty where it was not assessed; `anchor`: the question to go to."""
    given = [each for each in judgements if each]
    fails = bool(given) and all(each in FAILING for each in given)
    found = [
        (
            "goes_on_without_value",
            decision in GOES_ON and worth == Worth.NO,
            _("The results do not justify the resources, yet the partnership is to go on. Does the reason say why?"),
        ),
        (
            "goes_on_while_failing",
            decision in GOES_ON and fails,
            _("No objective is expected to be reached, yet nothing is to change. Does the reason say why?"),
        ),
        (
            "goes_on_though_unfit",
            decision == Decision.CONTINUE and not fails and Judgement.NO_LONGER_FITS in given,
            _("An objective no longer fits what the clients need, yet nothing is to change. Is “Adjust” meant?"),
        ),
        (
            "worth_while_failing",
            worth == Worth.YES and fails,
            _("The results are said to justify the resources, yet no objective is expected to be reached."),
        ),
        (
            "ends_though_worth",
            decision == Decision.DISSOLVE and worth == Worth.YES and not fails,
            _("The results justify the resources, yet the partnership is to end. Does the reason say why?"),
        ),
    ]
    for code, holds, words in found:
        if holds:
            yield Finding(code, words, severity=ADVICE, anchor=anchor)

"""Warnings about partners: silent, without a representative, elsewhere, or carrying nearly everything (O6)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from pes_partnerships.lib.dates import add_months, display_date

from .facts import PartnerFacts, PartnershipFacts, Place, Share, Warned

SILENT_MONTHS = 12
MOST = Decimal("0.75")
ENOUGH = 4  # of three responsibilities one party easily has all
MONEY, RESPONSIBILITIES, OBJECTIVES = "money", "responsibilities", "objectives"


def partner_silent(facts: PartnershipFacts, today: date) -> Iterator[Warned]:
    """Nothing of a partner is on record for a year; where all are silent it is said once."""
    silent = [each for each in _partners(facts) if (until := heard_until(facts, each)) and today > until]
    if len(silent) > 1 and len(silent) == len(_partners(facts)):
        last = max(_last_sign(facts, each) for each in silent)
        text = _("Nothing of any partner is on record since %(day)s.")
        yield Warned(
            "partner_silent", _("No partner has been heard from for a year."), text % {"day": display_date(last)}
        )
        return
    for each in silent:
        text = _("Nothing of this partner is on record since %(day)s.")
        title = _("%(partner)s has not been heard from for a year.") % {"partner": each.name}
        text = text % {"day": display_date(_last_sign(facts, each))}
        yield Warned("partner_silent", title, text, about=str(each.key))


def _partners(facts: PartnershipFacts) -> list[PartnerFacts]:
    return [each for each in facts.partners if not each.is_own_service]


def _last_sign(facts: PartnershipFacts, each: PartnerFacts) -> date | None:
    """What is on record, or else the day from which it could have been heard from."""
    return max(filter(None, [each.last_sign, each.since, facts.starts_on]), default=None)


def heard_until(facts: PartnershipFacts, each: PartnerFacts) -> date | None:
    last = _last_sign(facts, each)
    return add_months(last, SILENT_MONTHS) if last else None


def representative_gone(facts: PartnershipFacts, today: date) -> Iterator[Warned]:
    """Who spoke for a partner has left, and no contact that remains may decide or sign for it."""
    for each in _partners(facts):
        if each.left_on and each.left_on <= today and not each.has_successor:
            title = _("%(partner)s has no representative.") % {"partner": each.name}
            text = _("Its representative left on %(day)s, and no contact on record may decide or sign for it.")
            detail = text % {"day": display_date(each.left_on)}
            yield Warned("representative_gone", title, detail, about=str(each.key), key=each.organisation or 0)


def places_apart(facts: PartnershipFacts, today: date) -> Iterator[Warned]:
    """The regions of a partner are known, and none of them meets the regions of the partnership."""
    if not facts.regions:
        return
    for each in _partners(facts):
        if each.regions and not any(_meet(one, other) for one in facts.regions for other in each.regions):
            title = _("%(partner)s works elsewhere.") % {"partner": each.name}
            text = _("The partnership is in %(place)s, the partner in %(elsewhere)s.")
            detail = text % {"place": _names(facts.regions), "elsewhere": _names(each.regions)}
            yield Warned("places_apart", title, detail, about=str(each.key), key=each.organisation or 0)


def _names(places: tuple[Place, ...]) -> str:
    return ", ".join(place.name for place in places)


def _meet(one: Place, other: Place) -> bool:
    """A region and one that lies within it: their codes begin alike."""
    return one.code.startswith(other.code) or other.code.startswith(one.code)


def one_partner(facts: PartnershipFacts, today: date) -> Iterator[Warned]:
    """One party has three quarters of the responsibilities, of the objectives or of the money."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    if len(facts.party_names) < 2:
        return
    for share in facts.shares:
        for party, amount in share.by_partner.items():
            total = sum(share.by_partner.values())
            if _is_most(share, amount, total):
                found[party].setdefault(share.what, _share_words(share, amount, total))
    for party, shares in sorted(found.items()):
        only_money = set(shares) == {MONEY}
        usual = only_money and party in facts.own_parties  # the employment service pays: no danger by itself
        if usual or party not in facts.party_names:
            continue
        words = _("Most of the money comes from %(partner)s.") if only_money else _("Much depends on %(partner)s.")
        title = words % {"partner": facts.party_names[party]}
        text = _("By the agreement it gives %(shares)s.") if only_money else _("By the agreement it has %(shares)s.")
        yield Warned("one_partner", title, text % {"shares": ", ".join(shares.values())}, about=str(party))


def _is_most(share: Share, amount: Decimal, total: Decimal) -> bool:
    if total <= 0 or (share.what != MONEY and total < ENOUGH):
        return False
    return amount >= MOST * total


def _share_words(share: Share, amount: Decimal, total: Decimal) -> str:
    if share.what == MONEY:
        per_cent = (100 * amount / total).to_integral_value(ROUND_FLOOR)
        return pgettext("share of one party", "%(share)s %% of the money") % {"share": per_cent}
    count = int(total)
    words = {
        RESPONSIBILITIES: ngettext(
            "%(part)s of %(total)s responsibility", "%(part)s of %(total)s responsibilities", count
        ),
        OBJECTIVES: ngettext("%(part)s of %(total)s objective", "%(part)s of %(total)s objectives", count),
    }[share.what]
    return words % {"part": int(amount), "total": count}


def days(facts: PartnershipFacts) -> Iterator[date]:
    """Days on which time alone may bring one of these."""
    for each in _partners(facts):
        if until := heard_until(facts, each):
            yield until + timedelta(days=1)
        if each.left_on:
            yield each.left_on

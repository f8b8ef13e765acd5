"""What the agreement plans to put in, beside the question of what was put in (O8)."""

from partnerships.models import Agreement, Contribution
from pes_partnerships.lib.numbers import display_money, with_unit

MOST = 12


def planned_contributions(agreement: Agreement) -> list[dict[str, str]]:
    """`who` and `what`; two queries, whatever their number."""
    rows = agreement.contributions.select_related("party__participation__organisation")
    return [{"who": row.giver, "what": _what(row)} for row in rows.prefetch_related("given_with__organisation")[:MOST]]


def _what(row: Contribution) -> str:
    amount = ""
    if row.amount is not None:
        amount = display_money(row.amount, row.currency) if row.currency else with_unit(row.amount, row.unit)
    return "; ".join(part for part in (amount, row.description, row.period_words) if part)

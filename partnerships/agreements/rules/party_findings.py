"""What each party has to settle inside before it can sign, and who speaks for it (A4)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from partnerships.drafting.rules.text import AgreementText, DecisionText, PartyText
from pes_partnerships.lib.findings import ADVICE, Finding

TAKEN, REFUSED = "taken", "refused"


def inside_findings(text: AgreementText) -> Iterator[Finding]:
    for party in text.parties:
        if party.is_class and not party.represented_by:
            yield Finding(
                "class_unrepresented",
                _("No party acts for %(party)s.") % {"party": party.name},
                _("A class of partners cannot sign or decide by itself. Choose the party that represents it."),
                severity=ADVICE,
                anchor=f"party:{party.key}",
            )
        for decision in party.decisions if party.must_sign else ():
            yield from _of_decision(party, decision)


def _of_decision(party: PartyText, decision: DecisionText) -> Iterator[Finding]:
    words = {"party": party.name, "body": decision.body}
    if decision.state.code == REFUSED:
        yield Finding(
            "decision_refused",
            _("%(body)s of %(party)s has refused.") % words,
            _("Change the text and ask again, or remove the party."),
            needs_others=True,
            anchor=f"party:{party.key}",
        )
    elif decision.state.code != TAKEN:
        yield Finding(
            "decision_missing",
            _("%(body)s of %(party)s has to decide first.") % words,
            _("Record the decision with its date once it has been taken."),
            needs_others=True,
            anchor=f"party:{party.key}",
        )

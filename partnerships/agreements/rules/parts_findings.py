"""Issues to resolve before signature in the written parts and in the dissolution protocol (A1, A8, A16)."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from partnerships.drafting.rules.text import AgreementText
from partnerships.rules.sections import SECTION, required_sections
from partnerships.rules.vocabulary import DateBound
from pes_partnerships.lib.findings import Finding

FEW = 4  # of one kind; above it the page names the first ones and leads to the list
# by the code or the place of a finding: the list that shows all of its kind
LISTED = {
    "party_without_duty": "parties_without_duty",
    "signatory_missing": "parties_without_signatory",
    "party": "parties_all",
    "objective": "objectives_with_issues",
}
DISSOLUTION_MATTERS = ("clients", "personal_data", "money", "duties")


def section_findings(text: AgreementText) -> Iterator[Finding]:
    written = {section.key for section in text.sections if section.is_written}
    needed = required_sections(text.model.code, [element.code for element in text.elements])
    for key in (key for key in SECTION if key in needed - written):
        yield Finding(
            "section_missing",
            _("Section “%(title)s” is empty.") % {"title": SECTION[key].title},
            str(SECTION[key].asks),
            anchor=f"section:{key}",
        )
    for section in text.sections:
        for clause in section.clauses:
            if clause.gaps:
                words = {"section": section.title, "clause": clause.title or clause.key}
                yield Finding(
                    "clause_incomplete",
                    _("Section “%(section)s”, clause “%(clause)s” is incomplete.") % words,
                    _("State the following: %(answers)s.") % {"answers": "; ".join(clause.gaps)},
                    anchor=f"section:{section.key}",
                )


def told_together(findings: list[Finding]) -> list[Finding]:
    """For people: the empty sections as one issue, which leads to the first of them; the task list has each."""
    empty = [finding for finding in findings if finding.code == "section_missing"]
    if len(empty) < 2:
        return findings
    titles = "; ".join(str(SECTION[finding.anchor.partition(":")[2]].title) for finding in empty)
    words = ngettext("%(count)s section is empty.", "%(count)s sections are empty.", len(empty)) % {"count": len(empty)}
    one = Finding("sections_missing", words, titles, anchor=empty[0].anchor)
    first = findings.index(empty[0])
    rest = [finding for finding in findings[first:] if finding.code != "section_missing"]
    return [*findings[:first], one, *rest]


def few_of_each(findings: list[Finding]) -> list[Finding]:
    """Of a kind that many parties or objectives share: the first ones, then one that leads to the list of all."""
    count = Counter(finding.code for finding in findings)
    seen: Counter[str] = Counter()
    shown = []
    for finding in findings:
        lists = LISTED.get(finding.code) or LISTED.get(finding.anchor.partition(":")[0])
        seen[finding.code] += 1
        if not lists or count[finding.code] <= FEW or seen[finding.code] < FEW:
            shown.append(finding)
        elif seen[finding.code] == FEW:
            more = count[finding.code] - FEW + 1
            words = ngettext("%(count)s more issue of this kind.", "%(count)s more issues of this kind.", more)
            shown.append(
                Finding(f"{finding.code}_more", words % {"count": more}, severity=finding.severity, anchor=lists)
            )
    return shown


def dissolution_findings(text: AgreementText) -> Iterator[Finding]:
    if not text.may_end_by.strip() or not text.notice.strip():
        yield Finding(
            "ending_rules_missing",
            _("State who may terminate the partnership and the notice period."),
            _("The partners agree on this before they start, while relations are good (PARES recommendations, 2012)."),
            anchor="dissolution",
        )
    if text.renews_months and (not text.ends or text.ends_bound.code != DateBound.NOT_BEFORE):
        yield Finding(
            "renewal_without_term",
            _("The agreement is renewed automatically, but the end of its first term is not stated as such."),
            _("State the end date of the term with the meaning “not before this date”, or clear the renewal."),
            anchor="term",
        )
    settled = {step.matter.code for step in text.dissolution}
    missing = [matter for matter in DISSOLUTION_MATTERS if matter not in settled]
    if missing:
        yield Finding(
            "dissolution_incomplete",
            ngettext(
                "The dissolution protocol does not cover %(count)s subject.",
                "The dissolution protocol does not cover %(count)s subjects.",
                len(missing),
            )
            % {"count": len(missing)},
            _("State the arrangements for clients, personal data, money and obligations to third parties."),
            anchor="dissolution",
        )
    if any(not step.owner for step in text.dissolution):
        yield Finding(
            "dissolution_without_owner",
            _("A step of the dissolution protocol has no responsible party."),
            _("Choose the responsible party."),
            anchor="dissolution",
        )

"""What each model gives to the text of an agreement: the fields of the model are the one declaration.

Freezing, copying, comparing and printing walk these fields. A field is written down here only where it is an exception:
said by another attribute of the text, no part of the text (`apart`), or given anew to a version (`fresh`), with the
reason. So a new field is frozen, copied, compared and printed without a line here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db import models

from partnerships.drafting.rules import text
from partnerships.models import (
    Agreement,
    Annex,
    Clause,
    Contribution,
    ContributionYear,
    DissolutionStep,
    Milestone,
    Objective,
    Party,
    PartyDecision,
    Quota,
    Responsibility,
    Section,
    Signatory,
)

ORDER = {"order": "the order in which the rows stand"}
OF_AGREEMENT = {"agreement": "the text that it is a part of", **ORDER}
OF_OBJECTIVE = {"objective": "the objective that it is a part of"}
KNOWN_LATER = "known when the text has been signed"
WORKING = "how this version stands, not what it says"
WHICH_VERSION = "names the version, and is given by who starts it"


@dataclass(frozen=True)
class Part:
    """One model: what its rows become, the lists below a row, and the exceptions among its fields.

    `said_by`: field -> attribute of the text that says it. `children`: attribute of the text -> related name.
    """

    model: type[models.Model]
    text: type
    apart: Mapping[str, str] = field(default_factory=dict)
    said_by: Mapping[str, str] = field(default_factory=dict)
    children: Mapping[str, str] = field(default_factory=dict)
    fresh: Mapping[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> Iterator[models.Field]:
        """Every field of the model but its key, with relations to many rows."""
        options = self.model._meta
        return (each for each in (*options.concrete_fields, *options.many_to_many) if not each.primary_key)

    @property
    def frozen(self) -> Iterator[models.Field]:
        """The fields that the text says, each by the attribute of its name or among `more`."""
        return (each for each in self.fields if each.name not in self.apart and each.name not in self.said_by)

    @property
    def copied(self) -> Iterator[models.Field]:
        """The fields that a new version takes over."""
        return (each for each in self.fields if each.name not in self.fresh)


PARTS = (
    Part(
        Agreement,
        text.AgreementText,
        apart={
            "status": WORKING,
            "position": WORKING,
            "origin": "where it was concluded, which its page and its files say in words",
            "correction": "open while a record is being corrected",
            "date_notes": "kept in the states of a record, beside its text",
            "beyond": "said to the offices above, not to the parties (F10)",
            "beyond_note": "said to the offices above, not to the parties (F10)",
            "beyond_basis": "said to the offices above, not to the parties (F10)",
            "signed": KNOWN_LATER,
            "condition_met_on": KNOWN_LATER,
            "condition_proof": KNOWN_LATER,
            "registered": KNOWN_LATER,
            "published": KNOWN_LATER,
            "registry_number": KNOWN_LATER,
            "publication_url": KNOWN_LATER,
            "ends_latest": "the last day of `ends`, for the database",
            "snapshot": "the frozen text itself",
            "snapshot_sha256": "the hash of the frozen text",
            "frozen_at": WORKING,
            "signing_ends_on": WORKING,
            "in_force_at": WORKING,
            "edited_at": WORKING,
            "created_at": WORKING,
        },
        said_by={"partnership": "partnership", "previous": "replaces"},
        children={
            "parties": "parties",
            "responsibilities": "responsibilities",
            "contributions": "contributions",
            "objectives": "objectives",
            "sections": "sections",
            "dissolution": "dissolution_steps",
            "annexes": "annexes",
        },
        fresh={
            "partnership": WHICH_VERSION,
            "version": WHICH_VERSION,
            "position": WHICH_VERSION,
            "origin": "a new version is signed here, or recorded by whoever starts it",
            "correction": "of the old record",
            "date_notes": "of dates of the old text",
            "kind": WHICH_VERSION,
            "previous": WHICH_VERSION,
            "title": WHICH_VERSION,
            "source": "where that version's own words came from",
            "status": "a new version is a draft",
            "beyond": "each text is asked anew what its office may decide (F10)",
            "beyond_note": "each text is asked anew what its office may decide (F10)",
            "beyond_basis": "each text is asked anew what its office may decide (F10)",
            "decided": "a date of the old text",
            "signed": "a date of the old text",
            "registered": "a date of the old text",
            "published": "a date of the old text",
            "effective": "a date of the old text",
            "effective_bound": "of a date of the old text",
            "force_condition": "it brought the old text into force",
            "condition_met_on": "a date of the old text",
            "condition_proof": "of a date of the old text",
            "first_review_on": "reviews of a new text are counted from its own first day (R1)",
            "registry_number": "an entry of the old text",
            "publication_url": "an entry of the old text",
            "snapshot": "a draft is not frozen",
            "snapshot_sha256": "a draft is not frozen",
            "frozen_at": "a draft is not frozen",
            "signing_ends_on": "a draft is not out for signature",
            "in_force_at": "a draft is not in force",
            "edited_at": "of the row itself",
            "created_at": "of the row itself",
        },
    ),
    Part(
        Party,
        text.PartyText,
        apart={**OF_AGREEMENT, "joined_later": "how it came to this text, not what the text says"},
        said_by={"programme": "name"},
        children={"signatories": "signatories", "decisions": "decisions"},
        fresh={"joined_later": "the next text names it from the start"},
    ),
    Part(Signatory, text.SignatoryText, apart={"party": "the party that it is a part of", **ORDER}),
    Part(PartyDecision, text.DecisionText, apart={"party": "the party that it is a part of"}),
    Part(Responsibility, text.ResponsibilityText, apart=OF_AGREEMENT),
    Part(
        Contribution,
        text.ContributionText,
        apart=OF_AGREEMENT,
        said_by={
            "party": "giver",
            "source_name": "giver",
            "given_with": "giver",
            "begins": "period",
            "ends": "period",
            "period": "period",
        },
        children={"years": "years"},
    ),
    Part(
        ContributionYear,
        text.ContributionYearText,
        apart={"contribution": "the contribution that it is a part of"},
    ),
    Part(
        Objective,
        text.ObjectiveText,
        apart={
            **OF_AGREEMENT,
            "advice_answer": "said to those who decide, not to the parties",
            "passed_from": "joins it to the objective of the umbrella agreement that it carries out (A18)",
        },
        children={"quotas": "quotas", "milestones": "milestones"},
    ),
    Part(
        Quota,
        text.QuotaText,
        apart={**OF_OBJECTIVE, "lineage": "the key by which its values follow it into the next version"},
    ),
    Part(Milestone, text.MilestoneText, apart=OF_OBJECTIVE),
    Part(
        Section,
        text.SectionText,
        apart=OF_AGREEMENT,
        said_by={"title": "title"},
        children={"clauses": "clauses"},
    ),
    Part(
        Clause,
        text.ClauseText,
        apart={
            "section": "the section that it is a part of",
            "edition": "where the words came from, not what they say",
            "origin": "where the words came from, not what they say",
            **ORDER,
        },
        said_by={"values": "said"},
    ),
    Part(DissolutionStep, text.StepText, apart=OF_AGREEMENT),
    Part(Annex, text.AnnexText, apart={**OF_AGREEMENT, "file": "kept beside the text, which says its SHA-256"}),
)
PART: dict[type[models.Model], Part] = {part.model: part for part in PARTS}

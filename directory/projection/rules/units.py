"""Which fields of an entry belong together: what is kept, chosen or kept back is always a whole fact. Pure."""

from dataclasses import dataclass

# where the partnership knows one field of a group, none of the others is kept from an earlier source
GROUPS = (
    ("title_original", "original_language"), ("lead",), ("countries",), ("place",), ("regions",), ("challenge",),
    ("instigator",), ("model", "elements"), ("formality", "formality_note"), ("selection",),
    ("partners", "partner_categories"), ("pes_role", "pes_role_note"), ("objective",), ("target_groups",),
    ("service_areas",), ("commenced",), ("period",), ("running",), ("ended_how",), ("learnt",), ("reviewed",),
    ("funding",), ("targets", "targets_note"), ("added_value",), ("success_factors",), ("strengths",),
    ("more_information",), ("dates",), ("sums",),
)  # fmt: skip
CONTACT = ("contact_name", "contact_email")
# said beside a field, by its name: it goes where the field goes
BESIDE = ("marks", "notes")
# what follows from the other fields, and is no decision
DERIVED = ("kept", "withheld", "as_of", "language")
# always as the partnership says it: an entry has a name, an owner, a state of today and sources
ALWAYS = ("title", "pes_name", "running", "source")
# what may be said to the public in other words than in the partnership; how it ended has approved words of its own
WORDED = (
    "lead", "challenge", "instigator", "selection", "objective", "added_value", "success_factors", "strengths",
)  # fmt: skip
# what is true today, or for as long as its owner agrees, is never kept as it was published once
NEVER_KEPT = ("running", "contact_name")


@dataclass(frozen=True)
class Unit:
    """One decision of who proposes; its first field names it."""

    fields: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.fields[0]

    @property
    def may_be_withheld(self) -> bool:
        return self.key not in ALWAYS

    @property
    def may_be_kept(self) -> bool:
        return self.key not in NEVER_KEPT

    @property
    def may_be_worded(self) -> bool:
        return self.key in WORDED


UNITS = tuple(map(Unit, (("title",), *GROUPS, ("pes_name",), CONTACT, ("source", "read_in_part"))))

"""The words of the agreement that tests sign; made up, after the Lithuanian example of the sources."""

PARTIES = (
    {
        "name": "Employment Service",
        "category": "employment_service",
        "role": "lead",
        "risk": "Its duty under the Youth Guarantee.",
        "risk_level": 4,
        "gain": "Better prepared jobseekers.",
        "signatory": "Rasa Kazlauskienė",
        "office_held": "Director",
        "email": "rasa@service.example",
        "mandate": "Statute of the Employment Service, point 14",
    },
    {
        "name": "Department of Youth Affairs",
        "category": "central_government",
        "role": "steering",
        "risk": "Reputation of a national policy.",
        "risk_level": 2,
        "gain": "A model tried in practice.",
        "signatory": "Ona Petraitė",
        "office_held": "Head of the Department",
        "email": "ona@youth.example",
        "mandate": "Statute of the Department, point 11",
    },
    {
        "name": "Alytus city municipality",
        "category": "local_government",
        "role": "equal",
        "risk": "Rooms left empty.",
        "risk_level": 2,
        "gain": "Fewer who leave the city.",
        "signatory": "Jonas Jonaitis",
        "office_held": "Director of administration",
        "email": "jonas@alytus.example",
        "mandate": "Council decision T-214",
    },
)
DUTIES = (
    "Co-ordinates, runs the Centre and keeps its register.",
    "Trains youth workers and describes the model.",
    "Gives rooms in two libraries.",
)
SECTIONS = {
    "purpose": "Young people look for advice in many places.\n\nThe parties give it under one roof.",
    "services": "The Centre offers:\n\n- interviews\n- career sessions\n\nPeople aged 16 to 29 come first.",
    "provisional_scope": "The list of services may be revised without new signatures.",
    "prototype": "A first year in one library; the scope is looked at again after it.",
    "meetings": "The board meets every quarter. The chair changes every six months.",
    "monitoring": "The monitoring unit measures the results; it has no seat on the board.",
    "information": "Labour market information flows every quarter. No personal data are shared.",
    "changes": (
        "The text is changed by a new version that all parties sign. Meeting days and contact persons are changed by a "
        "notice to all parties."
    ),
}
OBJECTIVES = (
    {
        "title": "More young people get support",
        "statement": "People aged 16 to 29 have an individual career session",
        "target_group": "People aged 16 to 29",
        "indicator": "People with at least one session in the year",
        "comparator": "at_least",
        "target": 900,
        "unit": "people",
        "baseline_kind": "value",
        "baseline_value": 561,
        "baseline_date": "2025",
        "data_source": "Client register",
        "attainable": "The agreement adds one and a half posts.",
        "relevant": "Young people outside the city have used the Centre least.",
        "result_kind": "output",
    },
    {
        "title": "More are in work or training",
        "statement": "Young people are in work, education or training six months later",
        "target_group": "Those who left the Centre",
        "indicator": "Share of leavers in work or training",
        "comparator": "at_least",
        "target": 65,
        "unit": "%",
        "counted_among": "leavers",
        "baseline_kind": "value",
        "baseline_value": 54,
        "baseline_date": "2025",
        "data_source": "Social insurance register",
        "attainable": "The share grew from 43 to 54 in four years.",
        "relevant": "It shows whether the Centre changes lives.",
        "result_kind": "outcome",
        "followed_up": "six months after the last session",
    },
)
DISSOLUTION = (
    ("clients", "Each young person is named a new adviser and told in writing."),
    ("personal_data", "Copies held by others are deleted."),
    ("money", "Unspent money is paid back."),
    ("duties", "Promises to employers are kept or handed over by name."),
)

"""The partners of the story and the words of their agreement; made up, after the Lithuanian fiche of PAPER's annex."""

SERVICE_NAME = "Demonstration Employment Service"
TITLE = "Career support for young people in Alytus"

PARTNERS = (
    {
        "name": SERVICE_NAME,
        "category": "Public employment service",
        "contact": "Rasa Kazlauskienė",
        "office_held": "Director",
        "email": "rasa@service.example",
        "mandate": "Statute of the Employment Service, point 14",
        "role": "Lead partner",
        "risk_level": "High",
        "risk": "Its duty under the Youth Guarantee.",
        "gain": "Better prepared jobseekers.",
        "duty": "Co-ordinates, runs the Centre and keeps its register.",
    },
    {
        "name": "Department of Youth Affairs",
        "category": "Central government",
        "contact": "Ona Petraitė",
        "office_held": "Head of the Department",
        "email": "ona@youth.example",
        "mandate": "Statute of the Department, point 11",
        "role": "Steering partner",
        "risk_level": "Low",
        "risk": "Reputation of a national policy.",
        "gain": "A model tried in practice.",
        "duty": "Trains youth workers and describes the model.",
    },
)
SECTIONS = {
    "Purpose and starting point": "Young people look for advice in many places.\n\nThe parties give it under one roof.",
    "Services and target groups": "Offered are:\n\n- interviews\n- career sessions\n\nPeople aged 16 to 29 come first.",
    "Provisional scope": "The list of services may be revised without new signatures.",
    "Prototype and reassessment": "A first year in one library; the scope is looked at again after it.",
    "Accession and withdrawal": "Any youth organisation may join by signing; it may leave with a month's notice.",
    "Meetings, chair and decisions": "The board meets every quarter. The chair changes every six months.",
    "Monitoring and evaluation": "The monitoring unit measures the results; it has no seat on the board.",
    "Information sharing between partners": "Labour market information every quarter. No personal data are shared.",
    "Changes to the agreement": "The text is changed by a new version that all parties sign.",
}
DISSOLUTION = {
    "Clients": "Each young person is named a new adviser and told in writing.",
    "Personal data": "Copies held by others are deleted.",
    "Money": "Unspent money is paid back.",
    "Obligations to third parties": "Promises to employers are kept or handed over by name.",
}

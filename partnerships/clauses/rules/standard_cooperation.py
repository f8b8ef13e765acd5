"""Standard wording for how the partners work together: governance, monitoring, information, changes (A9, A12, A19)."""

from django.utils.translation import gettext_lazy as _

from .kinds import CHOICE, LINE, NUMBER, OPTIONAL, PARTY, ROWS, TEXT, ClauseField, ClauseKind

YES_NO = (("yes", _("yes")), ("no", _("no")))

COOPERATION: tuple[ClauseKind, ...] = (
    # --- meetings and governance (A19) ---
    ClauseKind(
        "meetings_rhythm",
        "meetings",
        _("Meetings"),
        _(
            "The parties meet {times} times a year. Party {calls} sends the agenda {ahead} days before each "
            "meeting.\n\n"
            "Meetings take place here: {where}."
        ),
        (
            ClauseField("times", _("Meetings a year"), NUMBER, default=4),
            ClauseField("calls", _("Who sends the agenda"), PARTY, prefill="lead"),
            ClauseField("ahead", _("Days before the meeting"), NUMBER, default=10),
            ClauseField("where", _("Where"), LINE, **OPTIONAL),
        ),
        source="PARES 2012; GUIDE 7.1",
        guidance=_("Meetings at times that suit employers bring employers to the table."),
    ),
    ClauseKind(
        "meetings_chair",
        "meetings",
        _("Chair"),
        _("The chair {chair}. If the party in the chair cannot attend, the next party chairs the meeting."),
        (
            ClauseField(
                "chair",
                _("Who chairs"),
                CHOICE,
                options=(
                    ("lead", _("is held by the lead partner")),
                    ("each_meeting", _("changes after every meeting, in the order of the table of parties")),
                    ("half_year", _("changes every six months, in the order of the table of parties")),
                    ("year", _("changes every year, in the order of the table of parties")),
                    ("elected", _("is elected by the parties for one year")),
                ),
            ),
        ),
        source="PAPER 6.2",
        guidance=_("In Lithuania the chair rotates among the parties: equal status kept them engaged."),
        example=_("changes every six months"),
    ),
    ClauseKind(
        "meetings_decisions",
        "meetings",
        _("Decisions"),
        _(
            "Each party has one vote. The parties decide {how}. If they cannot agree, {deadlock}.\n\n"
            "No decision affects the money or staff of a party without its consent."
        ),
        (
            ClauseField(
                "how",
                _("How the parties decide"),
                CHOICE,
                options=(
                    ("consensus", _("by consensus")),
                    ("majority", _("by a simple majority")),
                    ("two_thirds", _("by a majority of two thirds")),
                ),
                default="consensus",
            ),
            ClauseField(
                "deadlock",
                _("When they cannot agree"),
                CHOICE,
                options=(
                    ("heads", _("the heads of the parties decide within 30 days")),
                    ("lead", _("the lead partner decides and records the reason")),
                    ("unchanged", _("nothing changes until all agree")),
                    ("mediator", _("they appoint a mediator")),
                ),
            ),
        ),
        source="PARES 2012",
        guidance=_("Partners are equal, and still need a way out of a disagreement."),
    ),
    ClauseKind(
        "meetings_record",
        "meetings",
        _("Record of meetings"),
        _(
            "Party {who} sends a record of the decisions within {days} days. It is adopted unless a party objects at "
            "the "
            "next meeting."
        ),
        (
            ClauseField("who", _("Who keeps the record"), PARTY, prefill="lead"),
            ClauseField("days", _("Days after the meeting"), NUMBER, default=10),
        ),
        source="GUIDE 7.1",
    ),
    ClauseKind(
        "governance_bodies",
        "meetings",
        _("Bodies"),
        _(
            "The partnership has these bodies:\n\n{bodies}\n\nDecisions on strategy are kept apart from daily "
            "operations: "
            "a body for operations does not change aims, targets or budgets."
        ),
        (
            ClauseField(
                "bodies",
                _("Bodies"),
                ROWS,
                columns=(
                    ClauseField("name", _("Name of the body")),
                    ClauseField(
                        "task",
                        _("Task"),
                        CHOICE,
                        options=(
                            ("strategy", _("strategy")),
                            ("operations", _("operations")),
                            ("advice", _("advice")),
                            ("sub_group", _("sub-group for a subject")),
                        ),
                    ),
                    ClauseField("members", _("Members")),
                    ClauseField("decides", _("How it decides"), **OPTIONAL),
                    ClauseField("meets", _("How often it meets"), **OPTIONAL),
                ),
            ),
        ),
        standard=False,
        source="PAPER 4.6; RECIPE",
        guidance=_("Keep strategy apart from operations, and say who sits in each body."),
        example=_("Steering group – strategy – heads of the five parties – consensus – twice a year"),
    ),
    ClauseKind(
        "governance_secretariat",
        "meetings",
        _("Secretariat"),
        _("Party {who} provides the secretariat. Its tasks are: {tasks}"),
        (
            ClauseField("who", _("Party that provides the secretariat"), PARTY, prefill="lead"),
            ClauseField(
                "tasks",
                _("Tasks"),
                TEXT,
                default=_(
                    "it prepares meetings, keeps the documents, collects the figures, and is the first "
                    "contact for partners"
                ),
            ),
        ),
        standard=False,
        source="RECIPE; PAPER 9",
    ),
    # --- monitoring (A9) ---
    ClauseKind(
        "monitoring_figures",
        "monitoring",
        _("Figures"),
        _(
            "Party {who} collects the figures named under the objectives {rhythm} and sends them to all parties. "
            "Those who "
            "measure do not sit in a body that decides on the partnership.\n\n"
            "These sources and tools are used: {tools}"
        ),
        (
            ClauseField("who", _("Who collects the figures"), PARTY),
            ClauseField(
                "rhythm",
                _("How often"),
                CHOICE,
                options=(
                    ("monthly", _("every month")),
                    ("quarterly", _("every three months")),
                    ("half_yearly", _("every six months")),
                    ("yearly", _("every year")),
                ),
                default="quarterly",
            ),
            ClauseField("tools", _("Data sources and collection tools"), TEXT, **OPTIONAL),
        ),
        source="PARES 2012; PAPER 7.3",
        guidance=_("Whoever governs the partnership should not be the one who measures it."),
    ),
    ClauseKind(
        "monitoring_comparison",
        "monitoring",
        _("Comparison"),
        _("The results are compared with {with_what}. {detail}"),
        (
            ClauseField(
                "with_what",
                _("What results are compared with"),
                CHOICE,
                options=(
                    ("before", _("the results of the parties when they worked apart")),
                    ("control", _("a control group")),
                    ("offices", _("similar offices without such a partnership")),
                    ("nothing", _("no other results, because no comparison is possible")),
                ),
            ),
            ClauseField("detail", _("How the comparison is made, or why it is not possible"), LINE),
        ),
        source="PAPER 7.3",
        guidance=_("Without a comparison, it cannot be shown whether working together was better than working apart."),
    ),
    ClauseKind(
        "monitoring_external",
        "monitoring",
        _("External evaluation"),
        _(
            "An evaluator who is independent of all parties evaluates the partnership {when}. The report goes to all "
            "parties."
        ),
        (
            ClauseField(
                "when",
                _("When"),
                CHOICE,
                options=(
                    ("end", _("before it ends")),
                    ("middle", _("at half of its term and before it ends")),
                    ("yearly", _("every year")),
                ),
                default="end",
            ),
        ),
        standard=False,
        source="PARES 2012",
    ),
    # --- information (A12) ---
    ClauseKind(
        "information_exchanges",
        "information",
        _("What is exchanged"),
        _("The parties exchange this information:\n\n{exchanges}"),
        (
            ClauseField(
                "exchanges",
                _("Exchanges"),
                ROWS,
                columns=(
                    ClauseField("what", _("Information")),
                    ClauseField("giver", _("From"), PARTY),
                    ClauseField("taker", _("To")),
                    ClauseField("personal", _("Personal data"), CHOICE, options=YES_NO),
                    ClauseField("basis", _("Legal basis"), needed_if=("personal", "yes")),
                ),
            ),
        ),
        source="GUIDE Box 43; PAPER 7.3",
        guidance=_("State what flows in which direction; personal data need a legal basis for each exchange."),
        example=_("Attendance of each participant – college – employment service – yes – Employment Act, section 12"),
    ),
    ClauseKind(
        "information_protection",
        "information",
        _("Protection of personal data"),
        _(
            "Personal data are exchanged only as the table says, on the legal basis stated there. For these data, "
            "{who}. "
            "A breach is reported to the other parties without delay."
        ),
        (
            ClauseField(
                "who",
                _("Responsibility for the data"),
                CHOICE,
                options=(
                    ("each", _("each party is a controller in its own right")),
                    (
                        "joint",
                        _(
                            "the parties are joint controllers; party by party, their duties are set out in a separate "
                            "arrangement"
                        ),
                    ),
                    (
                        "processor",
                        _("the employment service is the controller and the other parties are its processors"),
                    ),
                ),
            ),
        ),
        source="PAPER 7.3",
    ),
    # --- changes (A15) ---
    ClauseKind(
        "changes_minor",
        "changes",
        _("Minor changes"),
        _(
            "The following may be changed without new signatures: {minor}. The change is recorded with its date, and "
            "all "
            "parties are notified within {days} days."
        ),
        (
            ClauseField(
                "minor",
                _("What may be changed without new signatures"),
                LINE,
                default=_("contact details, and the days and places of meetings"),
            ),
            ClauseField("days", _("Days for the notice"), NUMBER, default=10),
        ),
        source="PAPER 7.6",
    ),
    ClauseKind(
        "changes_major",
        "changes",
        _("Other changes"),
        _(
            "Every other change needs a new version of this agreement, signed in the same way as this version. The "
            "text "
            "signed before is kept."
        ),
        source="PAPER 7.6",
    ),
)

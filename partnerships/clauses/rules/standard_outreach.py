"""Standard wording for employers, communication in five steps, and integrated services (A11, A13, A14)."""

from django.utils.translation import gettext_lazy as _

from .kinds import LINE, PARTY, ROWS, TEXT, ClauseField, ClauseKind

OUTREACH: tuple[ClauseKind, ...] = (
    # --- employers (A11) ---
    ClauseKind(
        "employers_contact",
        "employers",
        _("Contact with employers"),
        _(
            "Party {who} is the first contact for employers. Employers are reached as follows: {how}\n\n"
            "Events for employers take place at times that suit them: {times}."
        ),
        (
            ClauseField("who", _("First contact for employers"), PARTY, prefill="lead"),
            ClauseField("how", _("How employers are reached"), TEXT),
            ClauseField(
                "times", _("Times that suit employers"), LINE, default=_("early in the morning or at lunchtime")
            ),
        ),
        source="PARES 2012",
        guidance=_("A breakfast meeting suits employers better than a meeting in office hours."),
    ),
    ClauseKind(
        "employers_plan",
        "employers",
        _("Plan of events"),
        _("These events for employers are planned:\n\n{events}"),
        (
            ClauseField(
                "events",
                _("Events"),
                ROWS,
                columns=(
                    ClauseField("what", _("Event")),
                    ClauseField("whom", _("Employers addressed")),
                    ClauseField("when", _("When")),
                    ClauseField("who", _("Responsible party"), PARTY),
                ),
            ),
        ),
        standard=False,
        source="PARES 2012",
    ),
    # --- communication in five steps (A13) ---
    ClauseKind(
        "communication_plan",
        "communication",
        _("Communication in five steps"),
        _(
            "Needs – who must know what, and what they think today: {needs}\n\n"
            "Strategy – what communication is to achieve, measurably: {strategy}\n\n"
            "Messages – what is said to whom: {messages}\n\n"
            "Dissemination and monitoring – channels, dates, and how success is followed: {channels}\n\n"
            "Evaluation – how intended and unintended effects are assessed, and what is done with the result: "
            "{evaluation}\n\nParty {who} is responsible for communication."
        ),
        (
            ClauseField("needs", _("1. Needs"), TEXT),
            ClauseField("strategy", _("2. Strategy and measurable objectives"), TEXT),
            ClauseField("messages", _("3. Messages"), TEXT),
            ClauseField("channels", _("4. Dissemination and monitoring"), TEXT),
            ClauseField("evaluation", _("5. Evaluation"), TEXT),
            ClauseField("who", _("Responsible party"), PARTY, prefill="lead"),
        ),
        source="GUIDE Table 7.2, Box 39",
        guidance=_("Five steps: identify needs, design a strategy, create messages, mobilise and monitor, evaluate."),
    ),
    # --- integrated services (A14) ---
    ClauseKind(
        "integration_steps",
        "integration",
        _("Four steps"),
        _(
            "Commitment and goal: {goal}\n\nPlanning and coordination of the services: {planning}\n\n"
            "Implementation, with incentives and training of staff: {implementation}\n\n"
            "Monitoring and evaluation in one common system: {evaluation}"
        ),
        (
            ClauseField("goal", _("1. Commitment and goal"), TEXT),
            ClauseField("planning", _("2. Planning and coordination"), TEXT),
            ClauseField("implementation", _("3. Implementation"), TEXT),
            ClauseField("evaluation", _("4. Monitoring and evaluation"), TEXT),
        ),
        source="GUIDE 7.3, Table 7.3",
        guidance=_(
            "Share one headline goal, choose partners by their relevance to the service, pilot, then measure in "
            "one system."
        ),
    ),
    ClauseKind(
        "integration_elements",
        "integration",
        _("Five elements against barriers"),
        _(
            "The first assessment of a client covers all barriers: {assessment}\n\n"
            "The services build on existing programmes: {existing}\n\nEmployers take part: {employers}\n\n"
            "No client is lost between two services: {follow_up}\n\n"
            "There is local flexibility within the national framework: {flexibility}"
        ),
        (
            ClauseField("assessment", _("1. Assessment of all barriers"), TEXT),
            ClauseField("existing", _("2. Existing programmes and practices"), TEXT),
            ClauseField("employers", _("3. Involvement of employers"), TEXT),
            ClauseField("follow_up", _("4. Shared responsibility and follow-up"), TEXT),
            ClauseField("flexibility", _("5. Local flexibility"), TEXT),
        ),
        source="GUIDE Box 42",
        guidance=_("Five elements help to overcome the barriers to joining up services."),
    ),
)

"""Standard wording for what the partnership is for: purpose, services, scope, and the parts that a model asks for."""

from django.utils.translation import gettext_lazy as _

from partnerships.rules.vocabulary import NoticeUnit

from .kinds import CHOICE, DATE, LINE, NUMBER, OPTIONAL, PARTY, TEXT, ClauseField, ClauseKind

AIMS: tuple[ClauseKind, ...] = (
    # --- purpose (F7, F12, A17) ---
    ClauseKind(
        "purpose_challenge",
        "purpose",
        _("Challenge"),
        _(
            "The parties respond to this labour-market challenge: {challenge}\n\n"
            "These clients are inadequately served today: {clients}"
        ),
        (
            ClauseField("challenge", _("Labour-market challenge"), TEXT, prefill="challenge"),
            ClauseField(
                "clients",
                _("Who is inadequately served, and how this is known"),
                TEXT,
                prefill="badly_served",
                **OPTIONAL,
            ),
        ),
        source="PAPER 4.1.2",
        guidance=_("The challenge is stated first; the services and the objectives follow from it."),
        example=_("One in five people under 25 in the district has been out of work for more than six months."),
    ),
    ClauseKind(
        "purpose_aim",
        "purpose",
        _("Aim"),
        _("By working together, the parties want to achieve the following: {aim}"),
        (ClauseField("aim", _("What the partners want to change"), TEXT, prefill="purpose"),),
        source="PAPER 4.3",
        guidance=_("State the value that none of the partners could add alone."),
    ),
    ClauseKind(
        "purpose_complement",
        "purpose",
        _("How the partners complement each other"),
        _("The parties work together for {reason}, in {stage}. They complement each other as follows: {how}"),
        (
            ClauseField(
                "reason",
                _("Main reason"),
                CHOICE,
                options=(
                    ("efficiency", _("greater efficiency")),
                    ("information", _("better access to information")),
                    ("complementarity", _("complementary knowledge and services")),
                ),
            ),
            ClauseField(
                "stage",
                _("Stage of the service"),
                CHOICE,
                options=(
                    ("design", _("designing services")),
                    ("delivery", _("delivering services")),
                    ("both", _("designing and delivering services")),
                ),
            ),
            ClauseField("how", _("What each contributes that the others lack"), TEXT, prefill="overlap"),
        ),
        source="PAPER 4.6, 7.1",
        guidance=_("Partners that all do the same add cost; name what each brings that the others lack."),
        example=_(
            "The college knows the young people, the chamber knows the firms, the service pays for the training."
        ),
    ),
    ClauseKind(
        "purpose_future",
        "purpose",
        _("When the partnership is no longer needed"),
        _("The partnership is no longer needed when {obsolete}. The parties examine this at each review."),
        (ClauseField("obsolete", _("What would make the partnership unnecessary"), LINE),),
        source="PAPER 7.2",
        guidance=_("A partnership that says when its work is done can be ended without a quarrel."),
        example=_("youth unemployment in the district is at the national average for a full year"),
    ),
    ClauseKind(
        "purpose_limits",
        "purpose",
        _("Legal and policy limits"),
        _("These legal or policy limits apply to the partnership: {limits}"),
        (ClauseField("limits", _("Limits, with the reason"), TEXT, prefill="restrictions"),),
        standard=False,
        source="PAPER 7.1",
        guidance=_("Some services may not be shared with partners. Record the limit and its reason."),
    ),
    # --- services ---
    ClauseKind(
        "services_offer",
        "services",
        _("Services"),
        _("The parties offer these services: {services}.\n\nThe services are offered in this area: {place}."),
        (
            ClauseField("services", _("Services"), LINE, prefill="services"),
            ClauseField("place", _("Place or area"), LINE, prefill="place", **OPTIONAL),
        ),
        source="PAPER 4.1.2",
    ),
    ClauseKind(
        "services_groups",
        "services",
        _("Target groups"),
        _(
            "The services are intended for these target groups: {groups}.\n\n"
            "These groups have priority: {priority}.\n\nClients are referred to the services as follows: {referral}"
        ),
        (
            ClauseField("groups", _("Target groups"), LINE, prefill="groups"),
            ClauseField("priority", _("Groups with priority"), LINE, **OPTIONAL),
            ClauseField("referral", _("How clients come to the services"), TEXT, **OPTIONAL),
        ),
        source="PAPER 4.1.2; GUIDE 7.3",
    ),
    # --- agile: scope (A1) ---
    ClauseKind(
        "scope_direction",
        "provisional_scope",
        _("Direction"),
        _("The broad direction of the partnership is: {direction}\n\nThe following is deliberately left open: {open}"),
        (
            ClauseField("direction", _("Broad direction"), TEXT, prefill="purpose"),
            ClauseField("open", _("What is left open"), TEXT, **OPTIONAL),
        ),
        source="PAPER 5.1",
        guidance=_("An agile partnership agrees a direction and leaves the details to experience."),
    ),
    ClauseKind(
        "scope_bounds",
        "provisional_scope",
        _("Revising the scope"),
        _(
            "The parties may revise the scope without a new version of this agreement, within these bounds: "
            "{bounds}\n\n"
            "A revision needs {consent}. It is recorded with its date and is notified to all parties."
        ),
        (
            ClauseField("bounds", _("Bounds within which the scope may change"), TEXT),
            ClauseField(
                "consent",
                _("Who must agree"),
                CHOICE,
                options=(
                    ("all", _("the consent of all parties")),
                    ("most", _("the consent of a majority of the parties")),
                    ("lead", _("the consent of the lead partner after all parties have been consulted")),
                ),
                default="all",
            ),
        ),
        source="PAPER 5.1",
        guidance=_("Without bounds, every revision is a new agreement, or none is safe."),
        example=_("other age groups up to 30, other districts of the region, at most one fifth more clients"),
    ),
    ClauseKind(
        "prototype_test",
        "prototype",
        _("Prototype"),
        _(
            "The parties first test the following: {what}\n\nThe test takes place here: {where}.\n\n"
            "About {clients} clients take part in the test."
        ),
        (
            ClauseField("what", _("What is tested first"), TEXT),
            ClauseField("where", _("Where"), LINE, prefill="place", **OPTIONAL),
            ClauseField("clients", _("Number of clients"), NUMBER, **OPTIONAL),
        ),
        source="PAPER 5.1, 6.2",
    ),
    ClauseKind(
        "prototype_review",
        "prototype",
        _("Review of the scope"),
        _(
            "The parties review the scope by {by}. They then decide whether to extend the prototype, change it or "
            "end it."
        ),
        (ClauseField("by", _("Date of the review of the scope"), DATE, help=_("A month alone is sufficient.")),),
        source="PAPER 5.1",
    ),
    # --- co-constructed ---
    ClauseKind(
        "joint_service",
        "joint_specification",
        _("Service as specified jointly"),
        _(
            "The parties specified the service jointly as follows: {service}\n\n"
            "A change to the specification is decided {how}."
        ),
        (
            ClauseField("service", _("The service"), TEXT, prefill="services"),
            ClauseField(
                "how",
                _("How changes are decided"),
                CHOICE,
                options=(
                    ("consensus", _("by consensus of all parties")),
                    ("with_clients", _("by a majority that includes the clients")),
                    ("body", _("by the steering body, in which the clients have a vote")),
                ),
                default="with_clients",
            ),
        ),
        source="PAPER 5.3",
        guidance=_("In a co-constructed partnership, no party changes the service alone."),
    ),
    ClauseKind(
        "clients_voice",
        "clients_part",
        _("Clients as partners"),
        _(
            "Party {who} takes part for the clients.\n\nThe clients decide together with the other parties on: "
            "{what}\n\n"
            "So that they can take part, the parties provide: {support}"
        ),
        (
            ClauseField("who", _("Party that takes part for the clients"), PARTY),
            ClauseField("what", _("What they decide on"), TEXT),
            ClauseField(
                "support",
                _("Support to take part"),
                TEXT,
                default=_("travel costs, accessible documents, and meetings at times that suit them"),
            ),
        ),
        source="PAPER 5.3, 7.8",
        guidance=_("Clients who are asked only for an opinion are not partners: name what they decide."),
    ),
    # --- supportive ---
    ClauseKind(
        "aim_shared",
        "shared_aim",
        _("Shared aim"),
        _(
            "Every member supports this aim: {aim}\n\n"
            "Each member decides how to implement the aim in its own work. It informs the other members {rhythm} of "
            "what "
            "it has done."
        ),
        (
            ClauseField("aim", _("Shared aim"), TEXT, prefill="purpose"),
            ClauseField(
                "rhythm",
                _("How often members inform each other"),
                CHOICE,
                options=(
                    ("yearly", _("once a year")),
                    ("half_yearly", _("twice a year")),
                    ("quarterly", _("every three months")),
                ),
                default="yearly",
            ),
        ),
        source="PAPER 5.4",
    ),
    ClauseKind(
        "membership_join",
        "membership",
        _("Accession"),
        _(
            "These organisations may join: {who}\n\nA new member signs this text and becomes a member on the date of "
            "its own signature. {consent}\n\nParty {introduces} introduces new members to the work of the network."
        ),
        (
            ClauseField("who", _("Who may join"), TEXT),
            ClauseField(
                "consent",
                _("Consent of the other members"),
                CHOICE,
                options=(
                    ("none", _("The consent of the other members is not needed.")),
                    ("lead", _("The lead partner confirms that the conditions are met.")),
                    ("most", _("A majority of the members must have consented.")),
                ),
                default="lead",
            ),
            ClauseField("introduces", _("Who introduces new members"), PARTY, prefill="lead", **OPTIONAL),
        ),
        source="PAPER 5.4, 9",
        guidance=_("Members join and leave by their own signature; the others do not sign again."),
    ),
    ClauseKind(
        "membership_leave",
        "membership",
        _("Withdrawal"),
        _(
            "A member may withdraw in writing. The notice period, counted in {unit}, is {count}.\n\nAfter its "
            "withdrawal, these obligations remain: {remains}"
        ),
        (
            ClauseField("count", _("Length of the notice period"), NUMBER, default=3, prefill="notice_count"),
            ClauseField(
                "unit",
                _("Unit of the notice period"),
                CHOICE,
                options=tuple(NoticeUnit.choices),
                default=NoticeUnit.MONTHS.value,
                prefill="notice_unit",
            ),
            ClauseField("notice", _("Notice period"), LINE, is_earlier=True),
            ClauseField(
                "remains",
                _("Obligations that remain"),
                TEXT,
                default=_("services to clients that have begun are completed, and personal data remain confidential"),
            ),
        ),
        source="PAPER 5.4; PARES 2012",
    ),
    ClauseKind(
        "partner_new",
        "other",
        _("Introducing a new partner"),
        _("A new partner is introduced as follows: {how}\n\nParty {who} is responsible for the introduction."),
        (
            ClauseField(
                "how",
                _("How a new partner is introduced"),
                TEXT,
                default=_(
                    "it receives this agreement and the record of the last two meetings, and meets each "
                    "party before it signs"
                ),
            ),
            ClauseField("who", _("Responsible party"), PARTY, prefill="lead"),
        ),
        standard=False,
        source="PAPER 9",
    ),
)

"""Standard wording for what is ordered and paid: specification, volumes, procurement, price (A1, A20)."""

from django.utils.translation import gettext_lazy as _

from .kinds import CHOICE, LINE, NUMBER, OPTIONAL, PARTY, ROWS, TEXT, ClauseField, ClauseKind

MEANS_CLAUSES: tuple[ClauseKind, ...] = (
    ClauseKind(
        "specification_service",
        "specification",
        _("Service"),
        _("The service is specified as follows: {service}\n\nIt is delivered by party {provider}."),
        (
            ClauseField("service", _("Obligations and tasks"), TEXT, prefill="services"),
            ClauseField("provider", _("Provider"), PARTY),
        ),
        source="PAPER 5.2",
    ),
    ClauseKind(
        "specification_volumes",
        "specification",
        _("Volumes"),
        _("These volumes are ordered:\n\n{volumes}"),
        (
            ClauseField(
                "volumes",
                _("Volumes"),
                ROWS,
                columns=(
                    ClauseField("service", _("Service")),
                    ClauseField("number", _("Volume"), NUMBER),
                    ClauseField("unit", _("Unit")),
                    ClauseField("period", _("Period")),
                ),
            ),
        ),
        source="PAPER 5.2",
        guidance=_("A volume without a unit and a period cannot be checked."),
        example=_("Coaching – 120 – participants – a year"),
    ),
    ClauseKind(
        "specification_quality",
        "specification",
        _("Quality standards"),
        _("The service meets these quality standards: {standards}\n\nParty {who} checks the quality {rhythm}."),
        (
            ClauseField("standards", _("Quality standards"), TEXT),
            ClauseField("who", _("Who checks the quality"), PARTY, prefill="lead"),
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
                default="half_yearly",
            ),
        ),
        source="PAPER annex: France, Croatia",
        guidance=_("Name the standards by which the quality is verified before a payment is made."),
    ),
    ClauseKind(
        "price_route",
        "price",
        _("Selection of the provider"),
        _("The provider is selected by {route}.\n\nReference of the procedure: {reference}."),
        (
            ClauseField(
                "route",
                _("Procedure"),
                CHOICE,
                options=(
                    ("open", _("an open procedure")),
                    ("restricted", _("a restricted procedure")),
                    ("negotiated", _("a negotiated procedure")),
                    ("direct", _("direct award below the threshold")),
                    ("in_house", _("an in-house award to a public body")),
                    ("grant", _("a call for grant applications")),
                    ("law", _("law, which names the provider")),
                ),
            ),
            ClauseField("reference", _("Reference of the procedure"), LINE, **OPTIONAL),
        ),
        source="PAPER 5.2, 6.3",
    ),
    ClauseKind(
        "price_payment",
        "price",
        _("Price and payment"),
        _("The price is: {price}\n\nIt is paid {when}.\n\nInvoices are paid within {days} days."),
        (
            ClauseField("price", _("Price, and what it is paid for"), TEXT),
            ClauseField(
                "when",
                _("When it is paid"),
                CHOICE,
                options=(
                    ("start_and_result", _("in part at the start and in part after the result")),
                    ("result", _("after the result")),
                    ("instalments", _("in regular instalments")),
                    ("delivery", _("after each delivery")),
                ),
            ),
            ClauseField("days", _("Days for payment"), NUMBER, default=30, **OPTIONAL),
        ),
        source="PAPER 5.2",
    ),
    ClauseKind(
        "price_verified",
        "price",
        _("Payment after verified quality"),
        _(
            "{share} per cent of each payment is withheld until party {who} has verified the quality of the service "
            "against "
            "the "
            "agreed standards."
        ),
        (
            ClauseField("share", _("Share withheld, in per cent"), NUMBER),
            ClauseField("who", _("Who verifies the quality"), PARTY, prefill="lead"),
        ),
        standard=False,
        source="PAPER annex: France, Croatia",
        guidance=_("Payment can wait until the quality has been verified."),
    ),
)

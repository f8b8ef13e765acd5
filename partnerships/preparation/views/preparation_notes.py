"""The sources' guidance beside the questions of the preparation, in our own words, with the paragraph (F1, F6, F8)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Note = dict[str, str | Promise]
PARES = "PARES, No one organisation…"

OF_EXAMINATION: dict[str, Note] = {
    "badly_served": {
        "source": PARES,
        "text": _(
            "Examine the weaknesses of your own service first, from the client’s point of view. Name one group and "
            "the evidence: figures, complaints, people who do not use the service."
        ),
    },
    "others_serving": {
        "source": PARES,
        "text": _(
            "Organisations that serve the same people or people with similar needs: authorities, schools, associations."
        ),
    },
    "overlap": {
        "source": PARES,
        "text": _(
            "To what extent do their services complement or overlap with yours? Complementary services are a reason "
            "for cooperation; overlaps need to be resolved."
        ),
    },
    "coordination": {
        "source": PARES,
        "text": _(
            "Answer from the client’s point of view: fewer visits, fewer repeated explanations, no gaps between "
            "services."
        ),
    },
    "information": {
        "source": PARES,
        "text": _(
            "What do other organisations know about these clients that would help you, and what do you know that "
            "would help them? Personal data require a legal basis."
        ),
    },
}
OF_VALUE: dict[str, Note] = {
    "added_value": {
        "source": "PAPER 4.3",
        "text": _("Before joining: what would clients gain that no organisation could provide alone?"),
    },
    "value_measured_by": {
        "source": "PAPER 4.3",
        "text": _(
            "State now how the added value will be monitored and measured. Without initial figures, later comparison "
            "is not possible."
        ),
    },
    "worth": {
        "source": "PAPER 4.3",
        "text": _(
            "If participation is optional, weigh the likely benefits against the staff, money and time invested. The "
            "question is asked again at every review."
        ),
    },
}
OF_TESTS: list[Note] = [
    {
        "source": "PAPER 3.1",
        "text": _(
            "The employment services adopted these five criteria from research (Graziano and others, 2007) to "
            "distinguish partnerships from other forms of cooperation."
        ),
    },
    {
        "source": _("The answer “No” is not a fault."),
        "text": _(
            "It shows what this is instead: for example a contract with one buyer, an exchange of information or a "
            "round table. The answer remains visible with your explanation."
        ),
    },
]
OF_DECISION: list[Note] = [
    {
        "source": PARES,
        "text": _("If clients could benefit from cooperation with other organisations, start a dialogue with them."),
    },
    {
        "source": "PARES, Who to partner with?",
        "text": _(
            "If organisations on which the partnership depends are reluctant, examine seriously whether the "
            "partnership is viable."
        ),
    },
]
OF_CHAIN: list[Note] = [
    {
        "source": PARES,
        "text": _("Consider the whole chain of support that a client may need, not only your own contribution."),
    }
]
OF_SUPPORT: list[Note] = [
    {
        "source": "PAPER 7.2",
        "text": _(
            "For a partnership that is expected to add value, identify support needs at the launch: money and "
            "premises, training, information, and a person who leads the first meetings."
        ),
    }
]
# GUIDE 7.3 on people with several barriers and the long-term unemployed, as a chain
EXAMPLE_CHAIN = (
    _("Housing and childcare"),
    _("Transport"),
    _("Health, including help with addiction or depression"),
    _("Debt advice"),
    _("Confidence and attitude to work"),
    _("Literacy, numeracy and language skills"),
    _("Vocational skills"),
    _("Work trial"),
    _("A job"),
    _("Contact person in the first months of work"),
)

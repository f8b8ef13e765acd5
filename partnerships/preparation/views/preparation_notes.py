"""The sources' guidance beside the questions of the preparation, in our own words, with the paragraph (F1, F6, F8)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Note = dict[str, str | Promise]
PARES = "PARES, No one organisation…"

OF_EXAMINATION: dict[str, Note] = {
    "badly_served": {
        "source": PARES,
        "text": _(
            "Look at the weak points of your own service first, with the eyes of the client. "
            "Name one group, and what shows it: figures, complaints, people who stay away."
        ),
    },
    "others_serving": {
        "source": PARES,
        "text": _("Whoever serves the same people, or people with similar needs: authorities, schools, associations."),
    },
    "overlap": {
        "source": PARES,
        "text": _(
            "How far do their services complement yours, how far do they overlap? What complements is a "
            "reason to talk; what overlaps is a thing to settle."
        ),
    },
    "coordination": {
        "source": PARES,
        "text": _("Ask it for the client, not for the offices: fewer stops, fewer repeated stories, no gap between."),
    },
    "information": {
        "source": PARES,
        "text": _(
            "What do others know of these clients that would help you, and what do you know that would help "
            "them? Personal data need a legal basis."
        ),
    },
}
OF_VALUE: dict[str, Note] = {
    "added_value": {
        "source": "PAPER 4.3",
        "text": _("Before joining: what would clients have that nobody could give them alone?"),
    },
    "value_measured_by": {
        "source": "PAPER 4.3",
        "text": _("Say now how it will be followed and measured; a start without figures cannot be compared later."),
    },
    "worth": {
        "source": "PAPER 4.3",
        "text": _(
            "Where you may choose, weigh the likely return against staff, money and time put in. "
            "The question comes back at every review."
        ),
    },
}
OF_TESTS: list[Note] = [
    {
        "source": "PAPER 3.1",
        "text": _(
            "The employment services took these five marks over from research (Graziano and others, 2007) to "
            "tell a partnership from other ways of working together."
        ),
    },
    {
        "source": _("A no is no fault."),
        "text": _(
            "It says what this is not: a contract with one buyer, an exchange of information, a round table. "
            "It stays visible with your word about it."
        ),
    },
]
OF_DECISION: list[Note] = [
    {
        "source": PARES,
        "text": _("If clients could gain anything from working with others, begin to talk with them."),
    },
    {
        "source": "PARES, Who to partner with?",
        "text": _("If actors on whom it depends hold back, ask in earnest whether the partnership can live."),
    },
]
OF_CHAIN: list[Note] = [
    {
        "source": PARES,
        "text": _("Look at the whole chain of support that a client may need, not only at your own part of it."),
    }
]
OF_SUPPORT: list[Note] = [
    {
        "source": "PAPER 7.2",
        "text": _(
            "A partnership that is to add value has its support needs named at the launch. Think of money and "
            "rooms, training, information, and somebody who leads the first talks."
        ),
    }
]
# GUIDE 7.3 on people with several barriers and the long-term unemployed, as a chain
EXAMPLE_CHAIN = (
    _("A place to live, and somebody for the children"),
    _("A way to get there: transport"),
    _("Health, and help with addiction or low spirits"),
    _("Advice on debts"),
    _("Courage: confidence, and how one sees work"),
    _("Reading, writing, numbers, languages"),
    _("Skills for an occupation"),
    _("A trial at work"),
    _("A job"),
    _("Somebody to call in the first months of work"),
)

"""The thirteen ingredients of RECIPE in the product's own words, in four groups, each with what helps to judge (R6)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SOURCE = "RECIPE"
LEADERSHIP, TRUST, LEARNING = "leadership", "trust", "learning"


@dataclass(frozen=True)
class Ingredient:
    """`label` names it in tables and sentences, `statement` is what one agrees with or not yet."""

    number: int
    label: str
    statement: str


INGREDIENTS = (
    Ingredient(1, _("Benefit for each"), _("Each partner gains from working together, and sees results.")),
    Ingredient(2, _("More than alone"), _("Together we achieve what none of us would achieve alone.")),
    Ingredient(3, _("All at the table"), _("Everyone with a stake in our work is included and represented.")),
    Ingredient(4, _("Common interest first"), _("What we want together comes before what each of us wants alone.")),
    Ingredient(5, _("Speaking as one"), _("When we speak about the partnership, we say “we”.")),
    Ingredient(6, _("Willingness to change"), _("We are willing to change how we work to reach our shared goals.")),
    Ingredient(7, _("Sharing work and reward"), _("We share the responsibilities, and also what comes of them.")),
    Ingredient(8, _("Will and resources"), _("We want this to succeed, and set people, time and money aside for it.")),
    Ingredient(9, _("Vision of success"), _("We agree on what success will look like.")),
    Ingredient(
        10, _("Respect for differences"), _("We understand and respect how our organisations and cultures differ.")
    ),
    Ingredient(11, _("Use of strengths"), _("We know what each organisation and its people do well, and use it.")),
    Ingredient(12, _("Communication"), _("Our ways of informing and consulting each other work well.")),
    Ingredient(13, _("Review and improvement"), _("We regularly assess how well we work together, and act on it.")),
)
BY_NUMBER = {each.number: each for each in INGREDIENTS}


@dataclass(frozen=True)
class Page:
    """One page of questions. `prompts` help to judge; a `theme` is asked for in one’s own words."""

    number: int
    title: str
    ingredients: tuple[Ingredient, ...]
    prompts_title: str
    prompts: tuple[str, ...]
    theme: str = ""
    question: str = ""


PAGES = (
    Page(
        1,
        _("Why we work together"),
        INGREDIENTS[0:4],
        _("What strong partnerships have in common"),
        (
            _("Support at every level of the organisations"),
            _("Trust, and a gain for each, on the way to a common goal"),
            _("A shared vision, and commitment to it"),
            _("Strong leadership"),
            _("The same standing for each partner"),
            _("A direct way to those who decide, for everyone"),
            _("A clear structure that separates strategy from daily work"),
            _("Attention to strategy, while single partners or groups of them carry out the work"),
        ),
    ),
    Page(
        2,
        _("How we act"),
        INGREDIENTS[4:8],
        _("What leadership takes"),
        (
            _("Communicating and consulting"),
            _("Delegating"),
            _("Building consensus and negotiating"),
            _("Being assertive and having influence"),
            _("Knowing what changes in policy and funding"),
        ),
        LEADERSHIP,
        _("Leadership in this partnership, in your own words"),
    ),
    Page(
        3,
        _("How we understand each other"),
        INGREDIENTS[8:11],
        _("What trust takes"),
        (
            _("Empathy: listening, and hearing what is meant"),
            _("A constructive manner"),
            _("Real dialogue that leads to understanding on all sides"),
            _("A sense of how groups work"),
            _("Agreed ways to act in difficult times"),
        ),
        TRUST,
        _("Trust in this partnership, in your own words"),
    ),
    Page(
        4,
        _("How we talk and learn"),
        INGREDIENTS[11:13],
        _("What learning and review take"),
        (
            _("Solving problems and thinking creatively"),
            _("Review and evaluation, from inside and from outside"),
            _("Comparing with others, and mapping how the work is done"),
            _("Meetings that are led well"),
            _("A way to bring new partners in"),
        ),
        LEARNING,
        _("Learning and review in this partnership, in your own words"),
    ),
)
THEMES = {
    LEADERSHIP: pgettext_lazy("health check", "Leadership"),
    TRUST: pgettext_lazy("health check", "Trust"),
    LEARNING: pgettext_lazy("health check", "Learning and review"),
}

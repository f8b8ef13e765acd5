"""À la carte: which elements of other models are worth taking when, and what each model asks (PAPER 6.3, 7; F9).

A borrowing is a row: question, answer, element (rules/model_choice.py), paragraph, reason. It is proposed where that
answer was given and another model than the element's leads.
"""

from django.utils.translation import gettext_lazy as _

from partnerships.rules.model_choice import Model

from .adviser_rows import Borrowing, Requirement

BORROWINGS = (
    Borrowing("known", "direction", "provisional_scope", "6.3",
         _("A broadly drafted agreement, with the details to follow, can go with other models too.")),
    Borrowing("known", "together", "provisional_scope", "6.3",
         _("A broadly drafted agreement can be used until the specification is ready.")),
    Borrowing("success", "trial", "learning_by_doing", "6.3",
         _("The flexibility of agile working can be combined with elements of other models.")),
    Borrowing("decides", "equals", "rotating_chair", "6.2 Lithuania",
         _("In Lithuania the stakeholders chair the meetings by turns.")),
    Borrowing("decides", "equals", "rotating_chair", "6.3",
         _("Informal meetings can help to solve problems in other kinds of partnership too.")),
    Borrowing("known", "specified", "specification", "6.3",
         _("Where the PES specifies requirements first, elements of subcontracting can be necessary.")),
    Borrowing("money", "pays", "price", "6.3",
         _("Services can be paid for under a flexible partnership agreement in place of a legal procurement "
           "contract.")),
    Borrowing("money", "others", "price", "annex Belgium",
         _("Actiris pays only for successful outcomes: state when payments are made and to whom.")),
    Borrowing("part", "shape", "clients_shape", "5.3",
         _("People who use a service are included so that it reflects what they require.")),
    Borrowing("part", "asked", "clients_shape", "6.2 Estonia",
         _("Where clients proposed the project, strong customer orientation is especially important.")),
    Borrowing("entry", "call", "joint_specification", "6.3",
         _("Partners’ contributions are specified jointly with them, to reflect better what clients require.")),
    Borrowing("known", "together", "joint_specification", "6.3",
         _("Programmes can be co-constructed jointly and still be strict about results.")),
    Borrowing("entry", "join", "open_membership", "5.4",
         _("Organisations opt to join out of commitment to an aim.")),
    Borrowing("gain", "exchange", "open_membership", "6.3",
         _("Networking helps to adapt and refine messages, and can lead to closer relationships.")),
    Borrowing("part", "reached", "own_way", "6.2 Germany",
         _("Each organisation adapts what it learns to its own priorities and needs.")),
    Borrowing("decides", "each", "own_way", "5.4",
         _("Members stay autonomous in how they bring the aim into their work.")),
)  # fmt: skip

REQUIREMENTS = (
    Requirement(Model.AGILE, "6.2 Lithuania",
         _(
             "A broadly drafted cooperation agreement is enough at first; details are added once the pilot has "
             "produced results."
         )),
    Requirement(Model.AGILE, "7.6",
         _(
             "A pilot has a defined end: the new facility opens and is evaluated, and the partners then decide "
             "whether to continue."
         )),
    Requirement(Model.SUBCONTRACTED, "6.2 Estonia",
         _("Monitoring of volumes needs a formal agreement; Estonia reviews performance twice a year.")),
    Requirement(Model.SUBCONTRACTED, "6.3",
         _("Support for partners whose expertise is contracted. In Estonia some training free of charge and more "
           "flexibility helped them to keep to the spirit of the contract.")),
    Requirement(Model.SUBCONTRACTED, "7.6",
         _("A legal contract for services is limited in time.")),
    Requirement(Model.CO_CONSTRUCTED, "annex Belgium",
         _("Time before the launch to agree on the design and the resources that each partner provides.")),
    Requirement(Model.SUPPORTIVE, "6.1",
         _("An agreement that each organisation signs when it joins the network.")),
    Requirement(Model.SUPPORTIVE, "7.6",
         _(
             "It may remain open-ended. Continued membership depends on how important the issue still is and how many "
             "take part."
         )),
    *(Requirement(model, "7.3",
         _("Indicators that are agreed at the outset; all partners take part in developing how progress is "
           "monitored.")) for model in Model),
    *(Requirement(model, "7.7", _("A review at least once a year.")) for model in Model),
)  # fmt: skip


def requirements_of(model: str) -> tuple[Requirement, ...]:
    return tuple(requirement for requirement in REQUIREMENTS if requirement.model == model)

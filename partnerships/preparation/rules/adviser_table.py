"""The model adviser's table: which answer speaks for which model, how strongly, why, and where the paper says so (F9).

How to read it. QUESTIONS are what the interview asks, each under one of the three factors of PAPER 6. SIGNS are the
rows of the table: question, answer, model, weight, paragraph, reason. A model's score is the sum of the weights of the
rows that fit the answers given; an unanswered question counts nothing. Weights: 2 speaks strongly for the model, 1 for
it, -1 against it, -2 strongly against it. A pair that has no row says nothing.

How to change it. To change a weight, change the number. To add a reason, copy a row. To add an answer, add a line to
its question and at least one row here. Every reason must stand in the paragraph that it names; the paragraphs are in
adviser_rows.py.
Then run `pytest tests/partnerships/preparation/test_adviser.py`: four programmes must still come out as the paper
classifies them.
Interviews that were answered before keep what they were told, and their page says that the table has changed.
What can be taken from other models, and what each model asks, stands in adviser_menu.py.
"""

from django.utils.translation import gettext_lazy as _

from partnerships.rules.model_choice import Model

from .adviser_rows import Answer, Factor, Question, Sign

AGILE, SUBCONTRACTED, CO_CONSTRUCTED, SUPPORTIVE = Model

FACTORS = (
    Factor("people", _("Target group"), _("The nature of the target group and its involvement in the service.")),
    Factor(
        "others",
        _("Other stakeholders"),
        _("The status of the other stakeholders, and the role of the PES in relation to them."),
    ),
    Factor("benefit", _("Expected benefits"), _("Where cooperation serves the clients’ needs best.")),
)

QUESTIONS = (
    Question(
        "part",
        "people",
        _("How are these clients involved in the service?"),
        (
            Answer("shape", _("They or their representatives must help to design it; otherwise it will not work")),
            Answer("asked", _("They requested it and know what they need; others deliver it")),
            Answer("served", _("They use it; it can be specified without them")),
            Answer("reached", _("They are reached through the everyday work of many organisations")),
        ),
    ),
    Question(
        "time",
        "people",
        _("How urgent is the need?"),
        (
            Answer("soon", _("Urgent: there is a deadline, or the need is short-term")),
            Answer("prepared", _("There is enough time to prepare everything before the start")),
            Answer("lasting", _("No deadline: both the issue and the work on it are long-term")),
        ),
    ),
    Question(
        "entry",
        "others",
        _("How do the other organisations become partners?"),
        (
            Answer("selected", _("We select them according to requirements set in advance")),
            Answer("invited", _("We invite organisations that already work in this field")),
            Answer("call", _("Through an open call in which they propose their own ideas")),
            Answer("join", _("They join on their own initiative, because they share the aim")),
        ),
    ),
    Question(
        "decides",
        "others",
        _("Who takes the decisions?"),
        (
            Answer("pes", _("The PES or ministry, which remains responsible")),
            Answer("equals", _("All partners as equals, in open discussion")),
            Answer("together", _("Partners decide jointly and share the responsibility")),
            Answer("each", _("Each organisation for its own work")),
        ),
    ),
    Question(
        "money",
        "others",
        _("Who pays?"),
        (
            Answer("pays", _("The PES pays others for what they deliver")),
            Answer("own", _("Each partner pays its own costs")),
            Answer("others", _("Other partners also invest and carry part of the risk")),
            Answer("common", _("Members pay nothing; at most a joint service point is funded")),
        ),
    ),
    Question(
        "known",
        "benefit",
        _("How much of the solution is already known?"),
        (
            Answer("direction", _("The general direction; the rest must be learned by doing")),
            Answer("specified", _("Enough to set out tasks and targets in writing now")),
            Answer("together", _("The problem; the partners have to specify the service jointly")),
            Answer("aim", _("The aim; each organisation chooses its own approach")),
        ),
    ),
    Question(
        "gain",
        "benefit",
        _("What is the main benefit expected from cooperation?"),
        (
            Answer("expertise", _("Expertise or capacity that the PES does not have itself")),
            Answer("joined", _("Services coordinated across organisations")),
            Answer("ideas", _("New approaches where established approaches have not made progress")),
            Answer("exchange", _("Knowledge exchanged across a whole field")),
        ),
    ),
    Question(
        "success",
        "benefit",
        _("How will success be shown?"),
        (
            Answer("volumes", _("Volumes or targets that can be fixed now")),
            Answer("trial", _("A pilot that shows what can be done on a larger scale")),
            Answer("agreed", _("Targets and an evaluation that the partners define jointly")),
            Answer("practice", _("Good practice adopted by many organisations")),
        ),
    ),
)
QUESTION = {question.code: question for question in QUESTIONS}

SIGNS = (
    # Who it is for
    Sign("part", "shape", CO_CONSTRUCTED, 2, "5.3",
         _("It is used where the input of those who use the service is not just desirable but essential.")),
    Sign("part", "shape", SUBCONTRACTED, -1, "6.1",
         _("What is delivered follows a specification of the PES or ministry.")),
    Sign("part", "asked", SUBCONTRACTED, 1, "6.2 Estonia",
         _("Customer orientation matters most where clients proposed the project; Estonia used contracts to assure "
           "it.")),
    Sign("part", "asked", CO_CONSTRUCTED, 1, "5.3",
         _("People who use services are consulted, included, and work together with providers.")),
    Sign("part", "served", SUBCONTRACTED, 1, "6.1",
         _("A body other than the PES delivers a service that the PES or ministry has specified.")),
    Sign("part", "served", CO_CONSTRUCTED, -1, "5.3",
         _("It is based on joint work with the people who use the service.")),
    Sign("part", "reached", SUPPORTIVE, 2, "6.1",
         _("Partners make what they learn part of their mainstream practice.")),
    Sign("time", "soon", AGILE, 2, "5.1",
         _("It provides quick solutions, at first often for short-term needs.")),
    Sign("time", "soon", CO_CONSTRUCTED, -1, "annex Belgium",
         _("The most intensive work has to be done before the launch.")),
    Sign("time", "prepared", CO_CONSTRUCTED, 1, "annex Belgium",
         _("The most intensive work, agreeing on design and resources, takes place before the launch.")),
    Sign("time", "prepared", SUBCONTRACTED, 1, "5.2",
         _("Obligations and tasks are settled in an agreement that comes first.")),
    Sign("time", "prepared", AGILE, -1, "5.1",
         _("It is usually set up to change something fast.")),
    Sign("time", "lasting", SUPPORTIVE, 1, "7.6",
         _(
             "A partnership that is less about a single task and supports a policy over a long time may be best left "
             "open-ended."
         )),
    Sign("time", "lasting", AGILE, -1, "5.1",
         _("It is usually set up to change something fast, and at first for short-term needs.")),
    # The others
    Sign("entry", "selected", SUBCONTRACTED, 2, "6.3",
         _("Where the PES specifies requirements before it selects partners, subcontracting can be "
           "appropriate, even necessary.")),
    Sign("entry", "selected", SUPPORTIVE, -1, "5.4",
         _("Organisations choose to join it and are free to decide how they work towards the aim.")),
    Sign("entry", "invited", AGILE, 1, "6.2 Lithuania",
         _(
             "Lithuania invited the organisations that provided careers advice to informal discussions on how best to "
             "proceed."
         )),
    Sign("entry", "call", CO_CONSTRUCTED, 2, "6.2 Belgium",
         _("At Actiris an open call brought innovative approaches; the one retained was developed together.")),
    Sign("entry", "call", SUBCONTRACTED, -1, "6.1",
         _("Its objectives are determined by the PES or ministry.")),
    Sign("entry", "join", SUPPORTIVE, 2, "5.4",
         _("Organisations opt to join it out of commitment to an aim.")),
    Sign("entry", "join", SUBCONTRACTED, -1, "5.2",
         _("It assigns specific obligations and tasks, by an agreement made beforehand.")),
    Sign("decides", "pes", SUBCONTRACTED, 2, "5.2",
         _("The main contractor keeps primary responsibility for the tasks that others carry out.")),
    Sign("decides", "pes", CO_CONSTRUCTED, -1, "5.3",
         _("Power and responsibility are shared in it.")),
    Sign("decides", "pes", SUPPORTIVE, -2, "5.4",
         _("It grows organically, without steering by a lead organisation.")),
    Sign("decides", "pes", AGILE, -1, "5.1",
         _("Its partners shape the outcomes together.")),
    Sign("decides", "equals", AGILE, 2, "6.2 Lithuania",
         _("Equal status in decisions was important in Lithuania, and a collaborative approach therefore desirable.")),
    Sign("decides", "equals", CO_CONSTRUCTED, 2, "5",
         _("Relationships among equals are what this model can serve best.")),
    Sign("decides", "equals", SUBCONTRACTED, -2, "6.1",
         _("Its objectives are determined by the PES or ministry.")),
    Sign("decides", "together", CO_CONSTRUCTED, 2, "6.1",
         _("Its objectives are agreed by two or more partners, also from outside the PES or ministry.")),
    Sign("decides", "together", SUBCONTRACTED, -1, "6.1",
         _("Its objectives are determined by the PES or ministry.")),
    Sign("decides", "each", SUPPORTIVE, 2, "5.4",
         _("Members stay autonomous in how they bring the aim into their policies, strategies and services.")),
    Sign("decides", "each", SUBCONTRACTED, -2, "6.1",
         _("Delivery keeps to parameters and a specification of the PES or ministry.")),
    Sign("decides", "each", CO_CONSTRUCTED, -1, "6.1",
         _("Delivery keeps to a specification that the members agreed on.")),
    Sign("money", "pays", SUBCONTRACTED, 1, "annex Estonia",
         _("In Estonia the PES is contractor and leader; the partners work under service contracts of one year.")),
    Sign("money", "own", AGILE, 1, "annex Lithuania",
         _("In Lithuania each partner funds its own contribution.")),
    Sign("money", "others", SUBCONTRACTED, 1, "5.2",
         _("It can give access to capital, which helps to control costs.")),
    Sign("money", "others", CO_CONSTRUCTED, 1, "6.2 Belgium",
         _(
             "Actiris wanted external partners to invest funds and take on risk, and defined the details jointly with "
             "them."
         )),
    Sign("money", "common", SUPPORTIVE, 1, "annex Germany",
         _("In Germany two ministries fund a service centre that gives guidance on the aim.")),
    # What it should bring
    Sign("known", "direction", AGILE, 2, "5.1",
         _("It starts from a broadly agreed direction, without a precise specification.")),
    Sign("known", "direction", SUBCONTRACTED, -2, "5.2",
         _("Its outcomes and targets are clearly defined.")),
    Sign("known", "specified", SUBCONTRACTED, 2, "5.2",
         _("Its outcomes and targets are clearly defined, and activities often comprehensively documented.")),
    Sign("known", "specified", AGILE, -2, "5.1",
         _("It is for work that has no precise specification at first.")),
    Sign("known", "specified", CO_CONSTRUCTED, -1, "6.1",
         _("Its specification is for the members to agree on.")),
    Sign("known", "together", CO_CONSTRUCTED, 2, "6.2 Belgium",
         _("At Actiris three sides defined the detailed specification together.")),
    Sign("known", "together", SUBCONTRACTED, -1, "6.1",
         _("Its specification is defined by the PES or ministry.")),
    Sign("known", "aim", SUPPORTIVE, 2, "5.4",
         _("Members have significant freedom in how they work, as long as it serves the goals.")),
    Sign("known", "aim", SUBCONTRACTED, -1, "5.2",
         _("Its outcomes and targets are clearly defined.")),
    Sign("gain", "expertise", SUBCONTRACTED, 1, "4.1.2",
         _("Expertise is a main reason for partnerships of every kind; a contract is one way to secure it.")),
    Sign("gain", "joined", AGILE, 1, "6.2 Lithuania",
         _("Lithuania’s general direction was to integrate services in a one-stop centre.")),
    Sign("gain", "joined", CO_CONSTRUCTED, 1, "6.1",
         _("The PES and other providers coordinate how they deliver services.")),
    Sign("gain", "ideas", CO_CONSTRUCTED, 1, "6.2 Belgium",
         _("Actiris wanted an innovative approach: the paper says so of the bond, which was then co-constructed.")),
    Sign("gain", "ideas", AGILE, 1, "6.2 Lithuania",
         _("Having no prior assumptions about solutions generated creative proposals in Lithuania.")),
    Sign("gain", "ideas", SUPPORTIVE, 2, "5.4",
         _("It gives its members room to generate innovative ideas.")),
    Sign("gain", "exchange", SUPPORTIVE, 2, "6.1",
         _("Its key goal is better networking, so that knowledge grows through exchange.")),
    Sign("success", "volumes", SUBCONTRACTED, 2, "6.2 Estonia",
         _("Volume targets and their monitoring required formal agreements in Estonia.")),
    Sign("success", "volumes", SUPPORTIVE, -1, "5.4",
         _("It puts quality, diversity and flexibility first.")),
    Sign("success", "trial", AGILE, 2, "5.1",
         _("Its outputs are often prototypes of services.")),
    Sign("success", "trial", SUBCONTRACTED, -1, "5.2",
         _("Its outputs tend to come out of linear processes.")),
    Sign("success", "agreed", CO_CONSTRUCTED, 1, "6.2 Belgium",
         _("At Actiris, targets, indicators, evaluation and method were defined together.")),
    Sign("success", "practice", SUPPORTIVE, 1, "6.2 Germany",
         _("The network in Germany encourages good practice; each organisation adapts it to its own priorities.")),
)  # fmt: skip

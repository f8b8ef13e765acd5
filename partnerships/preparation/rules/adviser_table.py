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
    Factor("people", _("Who it is for"), _("The nature of the group that is to benefit, and its part in the service.")),
    Factor("others", _("The others"), _("The status of the other stakeholders, and the role of the PES towards them.")),
    Factor("benefit", _("What it should bring"), _("Where working together serves the clients’ needs best.")),
)

QUESTIONS = (
    Question(
        "part",
        "people",
        _("What part do these people have in the service?"),
        (
            Answer("shape", _("They, or those who speak for them, must help to shape it; otherwise it will not work")),
            Answer("asked", _("They asked for it and know what they need; others deliver it")),
            Answer("served", _("They use it; it can be laid down without them")),
            Answer("reached", _("They are reached through the everyday work of many organisations")),
        ),
    ),
    Question(
        "time",
        "people",
        _("How soon do they need it?"),
        (
            Answer("soon", _("Soon: a date presses, or the need is short-term")),
            Answer("prepared", _("There is time to prepare everything before the start")),
            Answer("lasting", _("No date: the issue lasts, and so does the work on it")),
        ),
    ),
    Question(
        "entry",
        "others",
        _("How do the others come in?"),
        (
            Answer("selected", _("We select them against requirements that we set first")),
            Answer("invited", _("We invite bodies that work in this field already")),
            Answer("call", _("By an open call, with ideas of their own")),
            Answer("join", _("They join by themselves, because they share the aim")),
        ),
    ),
    Question(
        "decides",
        "others",
        _("Who decides what is done?"),
        (
            Answer("pes", _("The PES or ministry, which stays responsible")),
            Answer("equals", _("All as equals, in open discussion")),
            Answer("together", _("Partners who settle it together and share the responsibility")),
            Answer("each", _("Each organisation for its own work")),
        ),
    ),
    Question(
        "money",
        "others",
        _("Who pays?"),
        (
            Answer("pays", _("The PES pays others for what they deliver")),
            Answer("own", _("Each pays for its own part")),
            Answer("others", _("Others put in money too, and bear part of the risk")),
            Answer("common", _("Members owe nothing; at most a common service point is paid for")),
        ),
    ),
    Question(
        "known",
        "benefit",
        _("How much of the solution is known today?"),
        (
            Answer("direction", _("The direction; the rest has to be learned by doing")),
            Answer("specified", _("Enough to write down tasks and targets now")),
            Answer("together", _("The problem; partners have to specify the service together")),
            Answer("aim", _("The aim; each organisation finds its own way to it")),
        ),
    ),
    Question(
        "gain",
        "benefit",
        _("Where should working together help most?"),
        (
            Answer("expertise", _("Expertise or capacity that the PES does not have itself")),
            Answer("joined", _("Services that fit together across organisations")),
            Answer("ideas", _("New approaches where the usual ones make no progress")),
            Answer("exchange", _("Knowledge exchanged across a whole field")),
        ),
    ),
    Question(
        "success",
        "benefit",
        _("What will show that it works?"),
        (
            Answer("volumes", _("Volumes or targets that can be fixed now")),
            Answer("trial", _("A trial that shows what to do more widely")),
            Answer("agreed", _("Targets and an evaluation that the partners define together")),
            Answer("practice", _("Good practice taken up in many organisations")),
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
         _("A service that clients proposed needs clearly defined goals and transparent responsibilities; "
           "Estonia contracted to assure them.")),
    Sign("part", "asked", CO_CONSTRUCTED, 1, "5.3",
         _("People who use services are consulted, included, and work together with providers.")),
    Sign("part", "served", SUBCONTRACTED, 1, "6.1",
         _("Somebody other than the PES delivers a service that the PES or ministry has specified.")),
    Sign("part", "served", CO_CONSTRUCTED, -1, "5.3",
         _("It is built on shared work with the people who use the service.")),
    Sign("part", "reached", SUPPORTIVE, 2, "6.1",
         _("Partners make what they learn part of their mainstream practice.")),
    Sign("time", "soon", AGILE, 2, "5.1",
         _("Its task is quick solutions, often for short-term needs at first.")),
    Sign("time", "soon", CO_CONSTRUCTED, -1, "annex Belgium",
         _("The most intensive work has to be done before the launch.")),
    Sign("time", "prepared", CO_CONSTRUCTED, 1, "annex Belgium",
         _("Its most intensive work, agreeing design and means, comes before the launch.")),
    Sign("time", "prepared", AGILE, -1, "5.1",
         _("It is typically convened to deliver rapid change.")),
    Sign("time", "lasting", SUPPORTIVE, 1, "7.6",
         _("A partnership that is less about one task, and supports a policy over a long time, may be best "
           "left open-ended.")),
    Sign("time", "lasting", AGILE, -1, "5.1",
         _("It is typically convened to deliver rapid change, and at first for short-term needs.")),
    # The others
    Sign("entry", "selected", SUBCONTRACTED, 2, "6.3",
         _("Where the PES specifies requirements before it selects partners, subcontracting can be "
           "appropriate, even necessary.")),
    Sign("entry", "selected", SUPPORTIVE, -1, "5.4",
         _("Organisations opt to join it, and are free in how they work for the aim.")),
    Sign("entry", "invited", AGILE, 1, "6.2 Lithuania",
         _("Lithuania invited the organisations that gave careers advice to informal discussions of how best "
           "to go on.")),
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
         _("It grows organically, without steering from a lead organisation.")),
    Sign("decides", "equals", AGILE, 2, "6.2 Lithuania",
         _("Equal status in decisions was important in Lithuania, and a collaborative approach therefore desirable.")),
    Sign("decides", "equals", CO_CONSTRUCTED, 1, "5.3",
         _("It rests on equal, reciprocal relationships.")),
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
    Sign("money", "others", CO_CONSTRUCTED, 1, "6.2 Belgium",
         _("Actiris wanted external partners to put in funds and take over risk, and defined the details with them.")),
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
    Sign("gain", "expertise", SUBCONTRACTED, 2, "5.2",
         _("It can secure expertise for work outside the core role, without extra staff.")),
    Sign("gain", "joined", AGILE, 1, "6.2 Lithuania",
         _("Lithuania’s general direction was to integrate services in a one-stop centre.")),
    Sign("gain", "joined", CO_CONSTRUCTED, 1, "6.1",
         _("The PES and other providers coordinate how they deliver services.")),
    Sign("gain", "ideas", CO_CONSTRUCTED, 2, "6.2 Belgium",
         _("Actiris turned to it for challenges that required a different, innovative approach.")),
    Sign("gain", "ideas", AGILE, 1, "6.2 Lithuania",
         _("Having no prior assumptions about solutions generated creative proposals in Lithuania.")),
    Sign("gain", "ideas", SUPPORTIVE, 1, "5.4",
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

"""The closed lists that the rules depend on; open lists (services, target groups, types) are fixtures."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Category(models.TextChoices):
    """F3: the partner categories of PAPER 4.1.1, with clients as partners (PAPER 7.8) and the PES itself."""

    CENTRAL_GOVERNMENT = "central_government", _("Central government")
    LOCAL_GOVERNMENT = "local_government", _("Local government, municipalities and regions")
    NGO = "ngo", _("NGOs and non-profit organisations")
    COMPANY = "company", _("Private companies")
    SOCIAL_PARTNER = "social_partner", _("Social partners")
    EDUCATION = "education", _("Education")
    HEALTH = "health", _("Health")
    LAW_ENFORCEMENT = "law_enforcement", _("Law enforcement")
    CLIENTS = "clients", _("Clients of the employment service")
    EMPLOYMENT_SERVICE = "employment_service", _("Public employment service")
    OTHER = "other", pgettext_lazy("category of partner", "Other")


class SelectionMethod(models.TextChoices):
    """F4: how partners were selected (rows of PAPER's annex)."""

    OPEN_CALL = "open_call", _("Open call for interest")
    TENDER = "tender", _("Call for tenders")
    CO_OPTED = "co_opted", _("Co-opted")
    OPEN_TO_ALL = "open_to_all", _("Any organisation may join")
    AD_HOC = "ad_hoc", _("Approached ad hoc, as needs arose")
    INVITED = "invited", _("Invited")
    SHARED_PROGRAMME = "shared_programme", _("Brought together by a shared programme")
    BY_LAW = "by_law", _("Designated by law")
    MIXED = "mixed", _("Several methods")


class MainReason(models.TextChoices):
    """F7, PAPER 4.1.2: the main reason for working together."""

    EXPERTISE = "expertise", _("Sourcing expertise")
    RESOURCES = "resources", _("Making better use of resources")
    CAPACITY = "capacity", _("Adding capacity")


class DesignObjective(models.TextChoices):
    """F7, PAPER 4.5: what partnerships are designed for."""

    POLICY_DELIVERY = "policy_delivery", _("Support policy delivery")
    ADAPT = "adapt", _("Adapt to social, economic and technical change")
    MANAGE_EVOLUTION = "manage_evolution", _("Manage the evolution of the labour market")


class PesRole(models.TextChoices):
    LEADER = "leader", _("Leader")
    COORDINATOR = "coordinator", _("Coordinating partner")
    STEERING = "steering", _("Steering")
    EQUAL = "equal", _("Equal partner")
    CONTRACTOR = "contractor", _("Contractor")
    PARTICIPANT = "participant", _("Participant")
    OBSERVER = "observer", _("Observer")
    SUPPORTER = "supporter", _("Supporter")


class PartyRole(models.TextChoices):
    """A4: the role of a party in the text."""

    LEAD = "lead", _("Lead partner")
    COORDINATING = "coordinating", _("Coordinating partner")
    STEERING = "steering", _("Steering partner")
    EQUAL = "equal", _("Equal partner")
    CONTRACTOR = "contractor", _("Contractor")
    SUPPORT = "support", _("Supporting partner")
    PARTICIPANT = "participant", _("Participant")
    PAYER = "payer", _("Payer by results")
    INVESTOR = "investor", _("Investor")
    ARRANGER = "arranger", _("Arranger")
    OBSERVER = "observer", _("Observer")


class RiskLevel(models.IntegerChoices):
    """A5: what a party stands to lose if the partnership fails, not only in money."""

    LOW = 1, pgettext_lazy("risk", "Low")
    MEDIUM = 2, pgettext_lazy("risk", "Medium")
    HIGH = 3, pgettext_lazy("risk", "High")
    HIGHEST = 4, pgettext_lazy("risk", "Highest")


class Formality(models.TextChoices):
    """A3: stated for each document, not for the partnership."""

    INFORMAL = "informal", _("Informal")
    FORMAL = "formal", _("Formal")
    BINDING = "binding", _("Legally binding")


class AgreementKind(models.TextChoices):
    ORIGINAL = "original", _("Original")
    AMENDMENT = "amendment", _("Amendment")
    EXTENSION = "extension", _("Extension")
    RENEWAL = "renewal", _("Renewal")
    REPLACEMENT = "replacement", _("Replacement")


class ForceRule(models.TextChoices):
    """S1: when the text takes force."""

    ALL_SIGNED = "all_signed", _("When the last party has signed")
    FIXED_DAY = "fixed_day", _("On a fixed date, once all parties have signed")
    OWN_SIGNATURE = "own_signature", _("For each party from the date of its own signature")
    CONDITION = "condition", _("When a condition is fulfilled, once all parties have signed")


class DateBound(models.TextChoices):
    """How a date of an agreement is meant, where it is not simply that date."""

    NOT_BEFORE = "not_before", _("not before this date")
    NOT_LATER = "not_later", _("no later than this date")
    AFTER = "after", _("after this date")


class NoticeUnit(models.TextChoices):
    """What a notice period is counted in."""

    DAYS = "days", pgettext_lazy("notice period", "days")
    WEEKS = "weeks", pgettext_lazy("notice period", "weeks")
    MONTHS = "months", pgettext_lazy("notice period", "months")
    YEARS = "years", pgettext_lazy("notice period", "years")


class NoticeEnd(models.TextChoices):
    """On which day a notice may end an agreement, where not on any day."""

    MONTH = "month", _("only at the end of a month")
    QUARTER = "quarter", _("only at the end of a quarter")
    YEAR = "year", _("only at the end of a calendar year")


class Comparator(models.TextChoices):
    AT_LEAST = "at_least", _("at least")
    MORE_THAN = "more_than", pgettext_lazy("target", "more than")
    AT_MOST = "at_most", _("at most")
    LESS_THAN = "less_than", pgettext_lazy("target", "less than")
    ABOUT = "about", _("about")
    EXACTLY = "exactly", _("exactly")
    BETWEEN = "between", pgettext_lazy("target", "between")


class TargetKind(models.TextChoices):
    """O1: what kind of target an objective has; it is asked before any number."""

    VALUE = "value", _("A value to reach")
    BETTER = "better", _("Better than before: compared with a value or a rule")
    CONTROL = "control", _("Better than a control group, whose result is known later")
    REPORTED = "reported", _("Reported without a target: shown, never met or missed")
    JUDGED = "judged", _("Assessed by people, not by a figure")


class Relation(models.TextChoices):
    """How a target that compares is counted: 50 per cent above 14 % is 21 %, 50 percentage points above is 64 %."""

    PERCENT_ABOVE = "percent_above", _("per cent above")
    PERCENT_BELOW = "percent_below", _("per cent below")
    POINTS_ABOVE = "points_above", _("percentage points above")
    POINTS_BELOW = "points_below", _("percentage points below")
    UNITS_ABOVE = "units_above", _("in the unit, above")
    UNITS_BELOW = "units_below", _("in the unit, below")


class Counting(models.TextChoices):
    PERIOD = "period", _("For each period separately")
    TOTAL = "total", _("As a running total since the start")
    SUM = "sum", _("For each period, added up since the start")


class CountComparator(models.TextChoices):
    EXACTLY = "exactly", _("exactly")
    ABOUT = "about", _("about")
    MORE_THAN = "more_than", _("more than")
    AT_LEAST = "at_least", _("at least")


class BaselineKind(models.TextChoices):
    VALUE = "value", _("A value measured before the start")
    RULE = "rule", _("A rule, such as the previous year’s rate")
    CONTROL_GROUP = "control_group", _("A control group: comparable people who were not served")
    FIRST_MEASUREMENT = "first_measurement", _("The first measurement, on a stated date")
    NONE = "none", _("No baseline available (give the reason)")


class ResultKind(models.TextChoices):
    """O7: outcomes are preferred to outputs."""

    OUTCOME = "outcome", _("Outcome: a change for clients")
    OUTPUT = "output", _("Output: an activity carried out or a service delivered")


class ContributionKind(models.TextChoices):
    MONEY = "money", _("Money")
    STAFF = "staff", _("Staff")
    IN_KIND = "in_kind", _("In kind")
    SHARE = "share", _("Share set by a rule")
    REMAINDER = "remainder", _("Remaining balance")
    OTHER_UNIT = "other_unit", _("Another unit, such as points")


class PaymentKind(models.TextChoices):
    """A10: when money flows."""

    START_UP = "start_up", _("At the start")
    PERIODIC = "periodic", _("In each period")
    OUTCOME = "outcome", _("Payment by results")
    OWN_COSTS = "own_costs", _("Each party pays its own costs")


class Extent(models.TextChoices):
    """F1: how far somebody covers a need of the chain of support."""

    FULL = "full", pgettext_lazy("cover of a need", "Fully covered")
    PART = "part", pgettext_lazy("cover of a need", "Partly covered")
    COULD = "could", pgettext_lazy("cover of a need", "Could be covered")
    NOT = "not", pgettext_lazy("cover of a need", "Not covered")


class SupportKind(models.TextChoices):
    """F11, PAPER 7.2: what a partnership needs at its launch."""

    RESOURCES = "resources", _("Resources")
    TRAINING = "training", _("Training")
    INFORMATION = "information", _("Information")
    FACILITATION = "facilitation", _("Facilitation")
    OTHER = "other", pgettext_lazy("kind of support", "Other")


class Answer(models.TextChoices):
    """F5: what an invited actor answers."""

    JOINS = "joins", _("Accepts")
    TALK = "talk", _("Wishes to discuss first")
    DECLINES = "declines", _("Declines")


class DialogueKind(models.TextChoices):
    MEETING = "meeting", _("Meeting")
    CALL = "call", _("Telephone call")
    LETTER = "letter", _("Letter or e-mail")
    VISIT = "visit", pgettext_lazy("kind of talk", "Visit")
    OTHER = "other", pgettext_lazy("kind of talk", "Other")


class Judgement(models.IntegerChoices):
    """F4: service relevance and capability of a partner (GUIDE Table 7.3, step 2)."""

    LOW = 1, pgettext_lazy("judgement", "Low")
    SOME = 2, pgettext_lazy("judgement", "Some")
    GOOD = 3, pgettext_lazy("judgement", "Good")
    HIGH = 4, pgettext_lazy("judgement", "High")


class EndKind(models.TextChoices):
    """F2: how an organisation came to its end in the real world."""

    DISSOLVED = "dissolved", _("Dissolved without a successor")
    SUCCEEDED = "succeeded", _("Replaced by a legal successor")
    MERGED = "merged", _("Merged with other organisations into a new or larger one")
    SPLIT = "split", _("Split into several organisations")


class Commitment(models.TextChoices):
    """X3: how a partner stands to the partnership after its representative changed."""

    SAME = "same", _("Unchanged")
    STRONGER = "stronger", _("Stronger")
    WEAKER = "weaker", _("Weaker")


class Area(models.TextChoices):
    PROGRAMME_DESIGN = "programme_design", _("Programme design")
    BUDGET = "budget", _("Budget control")
    PERFORMANCE = "performance", _("Performance management")
    CLIENTS = "clients", _("Identifying clients")
    STAFFING = "staffing", _("Staffing and outsourcing")
    COLLABORATION = "collaboration", _("Collaboration")


class Freedom(models.TextChoices):
    FREE = "free", _("The office decides")
    LIMITS = "limits", _("The office decides within limits")
    WIDER = "wider", _("The wider unit decides")


class Skill(models.TextChoices):
    COMMUNICATION = "communication", _("Communication and active listening")
    CROSS_CULTURAL = "cross_cultural", _("Sensitivity to other organisations’ cultures")
    SUBJECT = "subject", _("Knowledge of the subject")
    AUTHORITY = "authority", _("Authority to decide")
    NEGOTIATION = "negotiation", _("Negotiation")
    ADAPTABILITY = "adaptability", _("Adaptability")
    PROJECT = "project", _("Project management and organisation")
    ANALYSIS = "analysis", _("Analysis and assessment of outcomes")


class SkillLevel(models.IntegerChoices):
    NEW = 1, pgettext_lazy("skill", "None yet")
    SOME = 2, pgettext_lazy("skill", "Basic")
    GOOD = 3, pgettext_lazy("skill", "Good")
    STRONG = 4, pgettext_lazy("skill", "Able to teach it")


class TrainingKind(models.TextChoices):
    INFORMATION = "information", _("Information session")
    IN_HOUSE = "in_house", _("In-house training")
    SEMINAR = "seminar", _("External seminar")
    JOINT = "joint", _("Joint training with partners")
    SECONDMENT = "secondment", _("Secondment")


class RemarkKind(models.TextChoices):
    """G3: what is said of a part of a draft."""

    COMMENT = "comment", _("Comment")
    PROPOSAL = "proposal", _("Other words proposed")


class RemarkAnswer(models.TextChoices):
    """G3: what became of a remark. An empty answer waits."""

    TAKEN = "taken", _("Accepted as proposed")
    OTHERWISE = "otherwise", _("Accepted in other words")
    ANSWERED = "answered", _("Answered; the draft is unchanged")
    DECLINED = "declined", _("Declined")


class CommentFinish(models.TextChoices):
    """G3: how a partner ends its reading of a draft; none of these is a signature."""

    FINISHED = "finished", _("We have finished. Please answer what we sent.")
    NO_OBJECTION = "no_objection", _("We have no objection to this draft.")
    CANNOT_AGREE = "cannot_agree", _("We cannot agree to this draft.")

"""Plausible content for the page that shows every piece of the interface (templates/ui/showcase.html)."""

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.forms import formset_factory

from pes_partnerships.lib.date_fields import PartialDateFormField
from pes_partnerships.lib.findings import ADVICE

TODAY = date(2020, 11, 20)


class ObjectiveSample(forms.Form):
    """An objective as a form, with every kind of control."""

    change = forms.CharField(label="What should be different, and for whom?", widget=forms.Textarea(attrs={"rows": 3}))
    owner = forms.ChoiceField(
        label="Owner", choices=[("ngo", "NGO that gives the training"), ("pes", "Actiris")], required=False
    )
    target = forms.DecimalField(label="Target", help_text="A number; the unit follows from the indicator.")
    baseline = forms.ChoiceField(
        label="Baseline",
        widget=forms.RadioSelect,
        choices=[
            ("value", "A value measured before the start"),
            ("rule", "A rule, such as the previous year’s rate"),
            ("none", "None can be had; you will be asked why"),
        ],
        error_messages={"required": "Choose where the objective starts from."},
    )
    groups = forms.MultipleChoiceField(
        label="Target groups",
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("young", "Young people"),
            ("long", "Long-term unemployed"),
            ("digital", "Without digital skills"),
        ],
        required=False,
    )
    due = PartialDateFormField(label="Due date", help_text="The agreement ends on 31 December 2025.")
    evidence = forms.FileField(label="Evidence", required=False)
    confirmed = forms.BooleanField(label="All partners agreed to this source", required=False)


class QuotaSample(forms.Form):
    """A share inside the group."""

    share = forms.IntegerField(label="At least, per cent", min_value=0, max_value=100)


class FilterSample(forms.Form):
    """The filters of the portfolio."""

    words = forms.CharField(label="Title or partner", required=False)
    model = forms.ChoiceField(label="Model", choices=[("", "Any model"), ("agile", "Agile")], required=False)
    status = forms.ChoiceField(label="Status", choices=[("", "Any status"), ("in_force", "In force")], required=False)


def _waiting() -> list[dict[str, str]]:
    return [
        {
            "url": "#1",
            "label": "Log the half-year performance review",
            "what": "Workability Reform Peer Counselling",
            "reason": "The Tallinn office did not log it; after seven days it came to you.",
            "late": "14 days late",
            "when": "due 6 November",
        },
        {
            "url": "#2",
            "label": "Sign Amendment 1",
            "what": "One Stop Career Support for Youth",
            "reason": "The Department for Youth Affairs signed yesterday. Alytus city municipality and you "
            "are still to sign.",
            "when": "link ends 3 December",
        },
    ]


def _findings() -> list[dict[str, Any]]:
    return [
        {
            "severity": "blocking",
            "title": "A responsibility has not been assigned.",
            "detail": "“Tell jobseekers that the vouchers exist.” Accountabilities must leave no gap.",
            "url": "#owner",
            "action": "Give it to a partner",
        },
        {
            "severity": ADVICE,
            "title": "objective 1 counts places, not people.",
            "detail": "Service points are an output. Consider how many jobseekers use them.",
            "actions": [
                {"url": "#look", "label": "Look at it"},
                {"url": "#accept", "label": "Accept, with a reason"},
            ],
        },
    ]


def _tasks() -> list[dict[str, Any]]:
    return [
        {
            "title": "1. Preparation",
            "done": 1,
            "total": 3,
            "lines": [
                {
                    "url": "#a",
                    "label": "Self-examination",
                    "hint": "Whom we serve badly, who else serves them",
                    "state": "done",
                },
                {
                    "url": "#b",
                    "label": "Five tests of a partnership",
                    "hint": "Test 3 is answered “no”: nothing new is created.",
                    "state": "incomplete",
                },
                {
                    "url": "#c",
                    "label": "Clients among the partners",
                    "hint": "Asked for by “Clients shape the service”",
                    "state": "not_started",
                },
            ],
        },
        {
            "title": "7. Sign",
            "done": 0,
            "total": 2,
            "lines": [
                {
                    "url": "#d",
                    "label": "Communication plan",
                    "hint": "Not needed for signature",
                    "state": "optional",
                },
                {
                    "url": "#e",
                    "label": "Send for signature",
                    "hint": "When the text is checked",
                    "state": "cannot_start",
                },
            ],
        },
    ]


def _table() -> dict[str, Any]:
    return {
        "columns": [
            {"label": "Partnership", "sort": "title"},
            {"label": "Model"},
            {"label": "Status"},
            {"label": "Next review", "sort": "review"},
            {"label": "Partners", "num": True},
        ],
        "rows": [
            [
                {"text": "Workability Reform Peer Counselling", "url": "#ee", "note": "Estonia"},
                "Subcontracted",
                {"tag": "In force", "kind": "success", "note": "contracts end 31 Dec"},
                {"text": "6 Nov 2020", "note": "14 days late"},
                "12",
            ],
            [
                {"text": "Building e-Skills through the Digital Divide", "url": "#fr", "note": "France"},
                "Subcontracted",
                {"tag": "Expiring", "kind": "expiring", "note": "ends 31 Dec; renewal in draft"},
                {"text": "4 Dec 2020", "note": "in 14 days"},
                {"unknown": "not counted"},
            ],
            [
                {"text": "Employment pact of the Esztergom district", "url": "#hu", "note": "Hungary"},
                "Co-constructed",
                {"tag": "Under amendment", "kind": "info", "note": "open-ended"},
                {"text": "15 Dec 2020", "note": "in 25 days"},
                "9",
            ],
        ],
    }


def _objective_pieces() -> dict[str, Any]:
    names = [
        ("S", "Specific"),
        ("M", "Measurable"),
        ("A", "Attainable"),
        ("R", "Relevant"),
        ("T", "Time-bound"),
    ]
    missing = {"M": "The baseline is missing", "T": "The due date is missing"}
    return {
        "letters": [
            {
                "letter": letter,
                "name": name,
                "anchor": name.lower(),
                "met": letter not in missing,
                "words": [missing[letter]] if letter in missing else [],
            }
            for letter, name in names
        ],
        "notes": [
            {
                "source": "PES paper 2020, 7.3, paragraph 2",
                "text": "Indicators need to be agreed at the outset.",
            }
        ],
        "instead": "63 % find work",
        "write": "at least 63 % of those who complete, against the rate of the control group",
    }


def _partnership_pieces() -> dict[str, Any]:
    return {
        "facts": [
            {"label": "Model", "value": "Co-constructed", "note": "with supportive elements"},
            {"label": "Formality", "value": "Formal nationally", "note": "informal locally, 402 agreements"},
            {"label": "In force since", "value": "2013", "note": "open-ended"},
            {"label": "Funding", "value": "ESF, national budget"},
            {"label": "Owner", "value": "Partnership manager", "note": "Zagreb office"},
            {"label": "Next review", "value": "9 December 2020", "note": "in 19 days, annual"},
        ],
        "figures": [
            {"value": "3 of 8", "label": "have signed"},
            {"value": 1, "label": "declined"},
            {"value": 1, "label": "on paper, to be checked"},
            {"value": 3, "label": "not yet answered"},
            {"value": "21 days", "label": "left to 11 December"},
        ],
        "events": [
            {
                "when": "2013",
                "text": "Begun by the Ministry of Labour for the Youth Guarantee",
                "state": "past",
            },
            {"when": "29 March 2018", "text": "Version 2 signed by all; in force", "state": "past"},
            {"when": "Today", "text": "20 November 2020", "state": "today"},
            {"when": "9 December 2020", "text": "Annual review", "state": "future"},
            {"when": "End of 2021/2022", "text": "Objective 1 falls due", "state": "future"},
        ],
        "answers": [
            {
                "label": "Challenge",
                "value": "Young people not in employment, education or training",
                "url": "#ch",
            },
            {
                "label": "What it added",
                "lines": ["Career guidance is better known.", "Bodies work together more."],
            },
            {"label": "Paid by", "value": "European Social Fund", "note": "shared with national budgets"},
            {"label": "Satisfaction", "unknown": "measured, not published in the source"},
        ],
    }


def showcase_context() -> dict[str, Any]:
    """Everything that templates/ui/showcase.html shows; the forms are bound, so that errors show too."""
    quotas = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-share": "130"}
    return {
        "crumbs": [{"url": "#portfolio", "label": "Portfolio"}, {"url": "#e", "label": "Building e-Skills"}],
        "waiting": _waiting(),
        "findings": _findings(),
        "groups": _tasks(),
        "page_obj": Paginator(range(240), 10).page(4),
        "tabs": [
            {"url": "#all", "label": "All", "count": 10, "current": True},
            {"url": "#soon", "label": "Review within 30 days", "count": 4},
            {"url": "#drafts", "label": "Drafts and amendments", "count": 3},
        ],
        "save_view": {"url": "#save", "label": "Save this view"},
        "filters": FilterSample(),
        "form": ObjectiveSample(
            data={"change": "Jobseekers find employment that uses digital skills.", "due_year": "20"}
        ),
        "formset": formset_factory(QuotaSample)(data=quotas),
        "tag_kinds": ["success", "warning", "error", "info", "neutral"],
        "points": [
            "Two corrective actions, each with an owner and a day.",
            "A draft of version 4.",
            "A note to the partners.",
        ],
        "due": date(2021, 1, 11),
        "today": TODAY,
        **_table(),
        **_objective_pieces(),
        **_partnership_pieces(),
    }

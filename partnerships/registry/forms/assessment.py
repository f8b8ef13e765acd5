"""A judgement of how relevant and how capable an organisation is, with its reasons (F4)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField

from partnerships.models import Partnership
from partnerships.models.partnership import PartnershipQuerySet
from partnerships.registry.rules.assessing import JudgementFacts, assessment_findings
from partnerships.rules.vocabulary import Judgement
from partnerships.shared.forms.refusals import add_findings
from pes_partnerships.lib.date_fields import DayMonthYearField

REASON = forms.Textarea({"rows": 3})
CHOICES = [("", _("Not assessed")), *Judgement.choices]
JUDGED = {"choices": CHOICES, "coerce": int, "empty_value": None, "required": False, "widget": forms.RadioSelect}


class AssessmentForm(forms.Form):
    all_may_wait = True  # one of the two judgements with its reason is needed: “(optional)” would say the wrong thing
    partnership = SafeModelChoiceField(
        Partnership.objects.none(),
        label=_("Partnership"),
        required=False,
        empty_label=_("In general"),
        help_text=_(
            "You can choose any partnership in which the organisation participates, including those where it has only "
            "been identified."
        ),
    )
    on = DayMonthYearField(label=_("Assessed on"))
    relevance = forms.TypedChoiceField(label=_("Service relevance"), **JUDGED)
    relevance_note = forms.CharField(
        label=_("Reasons: relevance of its services for these clients"), required=False, widget=REASON, max_length=5000
    )
    capability = forms.TypedChoiceField(label=_("Capability"), **JUDGED)
    capability_note = forms.CharField(
        label=_("Reasons: staff, places, experience, results"), required=False, widget=REASON, max_length=5000
    )

    def __init__(self, *args, offered: PartnershipQuerySet, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", timezone.localdate())
        self.fields["partnership"].queryset = offered
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("partnership", "on", "relevance", "relevance_note", "capability", "capability_note")

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        names = ("relevance", "relevance_note", "capability", "capability_note", "on")
        if cleaned.keys() >= set(names):
            found = assessment_findings(JudgementFacts(**{name: cleaned[name] for name in names}), timezone.localdate())
            add_findings(self, found)
        return cleaned

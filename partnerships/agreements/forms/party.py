"""Forms for the parties of a text and those who sign for them (A4, A5, S4)."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField, SafeModelMultipleChoiceField

from partnerships.models import Contact, Party, PartyDecision
from partnerships.shared.forms.rows import FormWithLists, ModelRowForm, edited_rows, rows_of
from partnerships.shared.forms.seen import SeenForm
from partnerships.shared.services.conflicts import LISTS
from pes_partnerships.lib.text import one_line

MOST_DECISIONS = 12
MOST_VOTES = 1000
MOST_SIGNATORIES, MOST_STEPS = 50, 20


class PartyForm(SeenForm):
    class Meta:
        model = Party
        fields = (
            "participation", "programme", "members", "role", "represented_by", "represents_clients", "legal_basis",
            "votes", "deputy", "risk_level", "risk", "gain",
        )  # fmt: skip
        field_classes: ClassVar = {"participation": SafeModelChoiceField, "represented_by": SafeModelChoiceField}
        widgets: ClassVar = {name: forms.Textarea(attrs={"rows": 3}) for name in ("risk", "gain", "members")}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        partnership = self.instance.agreement.partnership
        self.fields["participation"].queryset = partnership.participations.present().select_related("organisation")
        self.fields["participation"].label = _("Participant of the partnership")
        self.fields["risk_level"].label = _("Level of risk")
        others = self.instance.agreement.parties.exclude(pk=self.instance.pk)
        self.fields["represented_by"].queryset = others.select_related("participation__organisation")
        votes = self.fields["votes"]
        votes.max_value, votes.min_value = MOST_VOTES, 0
        votes.validators = [
            MinValueValidator(0, _("Enter the number of votes, 0 or more.")),
            MaxValueValidator(MOST_VOTES, _("Enter a number of votes up to %(limit_value)s.")),
        ]
        self.fields["represented_by"].empty_label = _("Acts for itself")
        self.fields["represented_by"].error_messages["invalid_choice"] = _("Choose another party to the agreement.")
        self.fields["participation"].error_messages = {
            "required": _("Choose a participant."),
            "invalid_choice": _("Choose a participant of this partnership from the list."),
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        same = self.instance.agreement.parties.filter(
            participation=values.get("participation"), programme=values.get("programme", "")
        ).exclude(pk=self.instance.pk)
        if values.get("participation") and same.exists():
            self.add_error(
                "participation",
                _("This organisation is already a party. To add it a second time, name a division or programme."),
            )
        return values

    def clean_members(self) -> str:
        """Each organisation once, however often it was entered."""
        lines = [one_line(line) for line in self.cleaned_data["members"].splitlines()]
        return "\n".join(dict.fromkeys(line for line in lines if line))

    def clean_represented_by(self) -> Party | None:
        """Whoever acts for another party acts for itself: no two stand for each other."""
        above = chosen = self.cleaned_data["represented_by"]
        seen: set[int] = set()
        while above is not None and above.pk not in seen:
            seen.add(above.pk)
            if self.instance.pk and above.represented_by_id == self.instance.pk:
                words = _("%(party)s is itself represented by this party. Choose another one.")
                raise forms.ValidationError(words % {"party": above.name})
            above = above.represented_by
        return chosen


class DecisionForm(ModelRowForm):
    layout = Layout(
        Div("body", "subject", "state", css_class="field-row-3"),
        Div("decided", "vote", css_class="field-row"),
    )

    class Meta:
        model = PartyDecision
        fields = ("body", "subject", "state", "vote", "decided")
        error_messages: ClassVar = {"body": {"required": _("Name the body, or remove the line.")}}

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        is_settled = values.get("state") in (PartyDecision.State.TAKEN, PartyDecision.State.REFUSED)
        if is_settled and not values.get("decided") and "decided" not in self.errors:
            self.add_error("decided", _("Enter the date of the decision."))
        decided = values.get("decided")
        if is_settled and decided and decided.earliest() > timezone.localdate():
            self.add_error("decided", _("This date is in the future. Correct it, or choose “Requested”."))
        if values.get("decided") and not is_settled:
            self.add_error("state", _("The decision has a date. Choose whether it was taken or refused."))
        if values.get("vote") and not is_settled and not values.get("decided"):
            self.add_error("state", _("There is a result of the vote. Choose whether it was taken or refused."))
        return values


DecisionLines = rows_of(
    DecisionForm,
    MOST_DECISIONS,
    title=_("Decisions inside the party"),
    line_name=_("Decision %(number)s"),
    add_label=_("Add a decision"),
    may_move=False,  # they stand in the order in which they were entered
)


def party_form(row: Party, typed: QueryDict | None = None) -> FormWithLists:
    """The party with what its own bodies have to decide first."""
    stored = row.decisions.values("id", *LISTS["party"]["decisions"]) if row.pk else []
    decisions = edited_rows(DecisionLines, typed, stored=stored, prefix="decisions", empty=1)
    return FormWithLists(PartyForm(typed, instance=row), decisions=decisions)


class SignatoryForm(SeenForm):
    """Who signs for one party: one or several of the people of its organisation."""

    signatories = SafeModelMultipleChoiceField(
        label=_("Who signs"), queryset=Contact.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Party
        fields = (
            "must_sign", "signatures_needed", "any_person", "signing_step", "signs_for", "hide_name_in_public",
        )  # fmt: skip

    def __init__(self, *args: Any, people: list[Contact] | None = None, **kwargs: Any):
        """`people`: the organisation's contacts, read for all parties of a page at once."""
        super().__init__(*args, **kwargs)
        organisation = self.instance.participation.organisation_id
        self.fields["signing_step"].required = False
        for name, most in (("signatures_needed", MOST_SIGNATORIES), ("signing_step", MOST_STEPS)):
            field = self.fields[name]
            words = _("Enter a whole number from 1 to %(most)s.") % {"most": most}
            field.error_messages["invalid"] = words
            field.validators = [MinValueValidator(1, words), MaxValueValidator(most, words)]
            field.widget.attrs |= {"min": 1, "max": most}
        self.fields["signatories"].queryset = Contact.objects.current().filter(organisation=organisation)
        if people is not None:
            self.fields["signatories"].choices = [(each.pk, str(each)) for each in people]
        self.fields["signatories"].error_messages["invalid_choice"] = _(
            "This person is no longer a contact of the organisation. Choose another contact."
        )
        self.helper = FormHelper()
        self.helper.form_tag, self.helper.render_hidden_fields = False, True
        self.helper.layout = Layout(
            "must_sign",
            "signatories",
            Div("signatures_needed", "signing_step", css_class="field-row"),
            "any_person",
            "signs_for",
            "hide_name_in_public",
        )
        self.initial["signatories"] = [row.contact_id for row in self.instance.signatories.all()]

    def clean_signing_step(self) -> int:
        return self.cleaned_data["signing_step"] or 1

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        chosen, needed = values.get("signatories"), values.get("signatures_needed")
        if needed and chosen is not None and needed > len(chosen):
            words = _("This is more than the contacts chosen above. Choose more of them, or enter a smaller number.")
            self.add_error("signatures_needed", words)
        if needed and values.get("any_person"):
            self.add_error("signatures_needed", _("Leave this empty if any person with a mandate may sign."))
        if values.get("any_person") and chosen is not None and len(chosen) > 1:
            self.add_error("signatories", _("Choose the one contact to whom the link is sent."))
        return values

    def label_of(self, name: str) -> str:
        """A field with its party: on one page there are several."""
        return _("%(part)s – %(field)s") % {"part": self.instance.name, "field": self.fields[name].label}

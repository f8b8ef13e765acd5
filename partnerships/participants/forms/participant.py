"""Who takes part: an organisation of the registry, or a class of partners with its count (F4, F5)."""

from typing import ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField, SafeModelMultipleChoiceField

from partnerships.matching.services.searching import narrowed
from partnerships.models import Organisation, OrganisationType, Participation, Partnership, Site
from partnerships.participants.rules.offices import office_findings, office_lines
from partnerships.rules.lifecycle import PARTICIPATION_MOVES, ParticipationStatus
from partnerships.rules.vocabulary import CountComparator
from partnerships.shared.forms.refusals import add_findings
from partnerships.shared.services.conflicts import seen_row
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.numbers import row_key
from pes_partnerships.lib.numbers.fields import WrittenCountField

SHOWN = 20
EMPTY_CLASS = {
    "category": "", "type": None, "count": None, "count_comparator": CountComparator.EXACTLY,
    "counted_in": PartialDate(),
}  # fmt: skip
OFFICES = ("sites", "offices", "office_count", "office_comparator")
OF_A_CLASS = (
    Div("category", "type", css_class="field-row"),
    Div("count_comparator", "count", css_class="field-row"),
    "counted_in",
)


def refuse_type_of_another_category(form: forms.ModelForm) -> None:
    """“Municipalities” are a finer type of local government, and of nothing else (F3)."""
    finer, category = form.cleaned_data.get("type"), form.cleaned_data.get("category")
    if finer and not category:
        form.add_error("category", _("Also choose the category to which the detailed type belongs."))
    elif finer and finer.category != category:
        form.add_error("type", _("This type belongs to another category. Choose another type, or leave it empty."))


class OrganisationChoice(SafeModelChoiceField):
    def label_from_instance(self, organisation: Organisation) -> str:
        place = organisation.place or organisation.country.name
        return f"{organisation.name} ({place})" if place else organisation.name


class ParticipantForm(forms.ModelForm):
    """A new participant; offered are the organisations that fit the words of the search above the form."""

    organisation = OrganisationChoice(
        Organisation.objects.none(),
        label=_("Organisation"),
        required=False,
        widget=forms.RadioSelect,
        empty_label=None,
    )
    status = forms.ChoiceField(label=_("Status"), choices=ParticipationStatus.choices)

    class Meta:
        model = Participation
        fields = (
            "organisation", "class_name", "category", "type", "count", "count_comparator", "counted_in", "status",
            "is_key_actor", "role", "joined", "note",
        )  # fmt: skip
        widgets = {"note": forms.Textarea({"rows": 3})}
        field_classes: ClassVar = {"count": WrittenCountField}

    def __init__(self, *args, partnership: Partnership, words: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        present = partnership.participations.present().exclude(organisation=None).values("organisation")
        living = Organisation.objects.filter(service=partnership.service_id).unmerged().filter(ended="")
        own = living.exclude(pk__in=present)
        chosen = row_key(self.data.get("organisation") or "")
        self.matches = narrowed(own, words) if words else own.none()
        self.fields["type"].queryset = OrganisationType.objects.filter(active=True)
        field = self.fields["organisation"]
        field.queryset = own
        offered = list(self.matches[:SHOWN])
        if chosen:
            offered += [organisation for organisation in own.filter(pk=chosen) if organisation not in offered]
        field.widget.choices = [(item.pk, field.label_from_instance(item)) for item in offered]
        self.has_offer = bool(offered)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            *([Fieldset(_("Organisation in the registry"), "organisation")] if offered else []),
            Fieldset(
                _("Class of partners (not named individually)"),
                "class_name",
                *OF_A_CLASS,
            ),
            Fieldset(_("Role"), "status", "is_key_actor", "role", "joined", "note"),
        )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if bool(cleaned.get("organisation")) == bool(cleaned.get("class_name")):
            field = "class_name" if cleaned.get("class_name") or not self.has_offer else "organisation"
            self.add_error(
                field,
                _("Choose an organisation from the registry or name a class of partners, but not both."),
            )
        elif cleaned.get("organisation"):  # it has a category and a number of its own
            return cleaned | EMPTY_CLASS
        refuse_type_of_another_category(self)
        return cleaned


class ParticipantChangeForm(forms.ModelForm):
    """The facts of a participant and its next step; the reason is asked where a key actor is given up (F5)."""

    to = forms.ChoiceField(label=_("Status"))
    sites = SafeModelMultipleChoiceField(
        Site.objects.none(), label=_("Its sites"), required=False, widget=forms.CheckboxSelectMultiple
    )
    offices = forms.CharField(
        label=_("Other offices"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Offices or units that are not among its sites, one a line."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Participation
        fields = (
            "category", "type", "count", "count_comparator", "counted_in", "is_key_actor", "is_reluctant", "role",
            *OFFICES, "joined", "left", "note",
        )  # fmt: skip
        widgets = {"note": forms.Textarea({"rows": 3})}
        field_classes: ClassVar = {"count": WrittenCountField, "office_count": WrittenCountField}
        help_texts = {"office_count": _("Leave empty if it is not known how many take part.")}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        status = self.instance.status
        moves = {status, *PARTICIPATION_MOVES[status]}
        self.fields["to"].choices = [choice for choice in ParticipationStatus.choices if choice[0] in moves]
        self.initial["to"] = status
        self.was_key_actor = self.instance.is_key_actor
        if self.instance.organisation_id:
            for name in EMPTY_CLASS:
                del self.fields[name]
            self.fields["office_comparator"].required = False
            self._offer_sites()
        else:
            for name in OFFICES:
                del self.fields[name]
            self.fields["type"].queryset = OrganisationType.objects.filter(Q(active=True) | Q(pk=self.instance.type_id))
        self.fields["seen"].initial = seen_row(self.instance, self.written)
        of_a_class = [] if self.instance.organisation_id else OF_A_CLASS
        offices = [name for name in ("sites", "offices") if name in self.fields]
        counts = [Div("office_comparator", "office_count", css_class="field-row")] if offices else []
        of_offices = [Fieldset(_("Offices that take part"), *offices, *counts)] if offices else []
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "seen", "to", *of_a_class, "is_key_actor", "is_reluctant", "role", *of_offices, "joined", "left", "note"
        )

    def _offer_sites(self) -> None:
        sites = Site.objects.filter(Q(organisation=self.instance.organisation_id) | Q(participations=self.instance))
        if not sites.exists():
            del self.fields["sites"]
            return
        self.fields["sites"].queryset = sites.distinct()
        self.fields["sites"].label_from_instance = lambda site: ", ".join(
            part for part in (site.name, site.where) if part
        )

    @property
    def written(self) -> list[str]:
        """The facts that this form writes; the status is a step of its own."""
        return [name for name in self.fields if name not in ("seen", "to")]

    def clean_office_comparator(self) -> str:
        return self.cleaned_data["office_comparator"] or CountComparator.EXACTLY

    def clean_offices(self) -> str:
        return office_lines(self.cleaned_data["offices"])

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        gives_up = self.was_key_actor and not cleaned.get("is_key_actor")
        if gives_up and "note" not in self.changed_data:
            self.add_error("note", _("State why the partnership can work without this key actor."))
        if cleaned.get("left") and cleaned.get("joined") and cleaned["left"] < cleaned["joined"]:
            self.add_error("left", _("This date is before the date of joining. Correct one of the two dates."))
        if {"offices", "office_count", "office_comparator"} <= cleaned.keys():
            sites = [site.title for site in cleaned.get("sites", ())]
            count = (cleaned["office_count"], cleaned["office_comparator"])
            add_findings(self, office_findings(sites, cleaned["offices"], *count))
        refuse_type_of_another_category(self)
        return cleaned


class ParticipantFilter(forms.Form):
    """Narrows the list of participants."""

    q = forms.CharField(label=_("Name"), required=False, max_length=200)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("Any status")), *ParticipationStatus.choices]
    )
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All participants")),
            ("key", _("Key actors")),
            ("reluctant", _("Reluctant")),
            ("silent", _("No answer to the invitation")),
        ],
    )

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return getattr(self, "cleaned_data", {})

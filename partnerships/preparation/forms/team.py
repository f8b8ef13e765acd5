"""The people on a partnership, their skills, and what is done to train them (X2)."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField, SafeModelMultipleChoiceField

from partnerships.models import Contact, Partnership, TeamMember, Training
from partnerships.preparation.services.team import candidates, seen_member
from partnerships.rules.vocabulary import Skill, SkillLevel
from partnerships.shared.forms.seen import remember, with_seen
from partnerships.shared.services.conflicts import seen_row
from pes_partnerships.accounts.models import User
from pes_partnerships.lib.date_fields import DayMonthYearField


class ContactChoice(SafeModelChoiceField):
    def label_from_instance(self, contact: Contact) -> str:
        return f"{contact.name}, {contact.organisation.name}"


class MemberChoice(SafeModelMultipleChoiceField):
    def label_from_instance(self, member: TeamMember) -> str:
        return member.shown_name


class TeamMemberForm(forms.Form):
    """One person: of the service, of a partner, or by name alone."""

    user = forms.ModelChoiceField(
        User.objects.none(), label=_("Staff of the employment service"), required=False, empty_label="–"
    )
    contact = ContactChoice(Contact.objects.none(), label=_("Contact of a partner"), required=False, empty_label="–")
    name = forms.CharField(
        label=_("Name of another person"),
        required=False,
        max_length=150,
        help_text=_("For a person who has no account and is not a contact of a partner."),
    )
    part = forms.CharField(
        label=_("Task of this person"),
        required=False,
        max_length=200,
        help_text=_("For example: chairs the meetings, keeps the figures, represents the municipality."),
    )

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset, self.fields["contact"].queryset = candidates(partnership)
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if self.errors:
            return values
        given = [name for name in ("user", "contact", "name") if values.get(name)]
        if not given:
            self.add_error("user", _("Choose a person, or enter a name below."))
        elif len(given) > 1:
            self.add_error(given[-1], _("Enter one person only: clear this field or the one above."))
        return values


class SkillsForm(forms.Form):
    """A person's part, the day of leaving, and where they stand in each of the eight skills."""

    all_may_wait = True
    part = forms.CharField(label=_("Task of this person"), required=False, max_length=200)
    left_on = DayMonthYearField(
        label=_("Left the partnership on"),
        required=False,
        help_text=_("Leave empty while the person takes part."),
    )

    def __init__(self, *args: Any, member: TeamMember, **kwargs: Any):
        super().__init__(*args, **kwargs)
        levels = [("", _("not stated")), *SkillLevel.choices]
        stored = {mark.skill: mark for mark in member.skills.all()}
        self.initial |= {"part": member.part, "left_on": member.left_on}
        for skill in Skill:
            self.fields[f"level_{skill}"] = forms.TypedChoiceField(
                label=skill.label, choices=levels, coerce=int, empty_value=None, required=False
            )
            self.fields[f"training_{skill}"] = forms.BooleanField(
                label=_("needs training"),
                required=False,
                widget=forms.CheckboxInput({"class": "form-check-input"}),
            )
            if mark := stored.get(skill):
                self.initial[f"level_{skill}"] = mark.level
                self.initial[f"training_{skill}"] = mark.needs_training
        remember(self, seen_member(member))

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [{"skill": s, "level": self[f"level_{s}"], "training": self[f"training_{s}"]} for s in Skill]

    def clean_left_on(self) -> Any:
        day = self.cleaned_data["left_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This date is in the future. Enter it once the person has left."))
        return day

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        done = self.cleaned_data
        marks = {str(skill.value): (done[f"level_{skill}"], done[f"training_{skill}"]) for skill in Skill}
        return with_seen(self, {"part": done["part"], "left_on": done["left_on"], "marks": marks})

    def label_of(self, name: str) -> str:
        """A tick with its skill: beside the table its own words say too little."""
        skill = name.removeprefix("training_")
        label = self.fields[name].label
        words = _("%(part)s – %(field)s") % {"part": Skill(skill).label, "field": label} if skill != name else label
        return str(words)


class TrainingForm(forms.ModelForm):
    skills = forms.MultipleChoiceField(
        label=_("Skills covered"), choices=Skill.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    planned_on = DayMonthYearField(label=_("Planned for"), required=False)
    done_on = DayMonthYearField(
        label=_("Completed on"), required=False, help_text=_("Leave empty until the training has taken place.")
    )

    class Meta:
        model = Training
        fields = ("kind", "title", "skills", "members", "planned_on", "done_on", "note")
        widgets: ClassVar = {
            "kind": forms.RadioSelect,
            "members": forms.CheckboxSelectMultiple,
            "note": forms.Textarea({"rows": 3}),
        }
        field_classes: ClassVar = {"members": MemberChoice}

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [choice for choice in self.fields["kind"].choices if choice[0]]
        self.fields["kind"].error_messages["required"] = _("Choose the type of training.")
        self.fields["title"].error_messages["required"] = _("Enter the subject of the training.")
        was_for = self.instance.members.values("pk") if self.instance.pk else []
        team = partnership.team.select_related("user", "contact")
        self.fields["members"].queryset = team.filter(left_on=None) | team.filter(pk__in=was_for)
        self.fields["members"].help_text = _("If no participant is selected, the training is for the whole team.")
        self.helper = FormHelper()
        self.helper.form_tag = False
        days = Div("planned_on", "done_on", css_class="field-row")
        self.helper.layout = Layout("kind", "title", "skills", "members", days, "note")
        if self.instance.pk:
            remember(self, seen_row(self.instance, self._meta.fields))

    @property
    def written(self) -> list[str]:
        return list(self._meta.fields)

    def values(self) -> dict[str, Any]:
        return with_seen(self, {name: self.cleaned_data[name] for name in self.written})

    def clean_done_on(self) -> Any:
        day = self.cleaned_data["done_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This date is in the future. Enter it under “Planned for”."))
        return day

    def _post_clean(self) -> None:
        """Set nothing on the instance: the service sets and saves."""

"""Forms of umbrella agreements: the template, who makes a local one, placing one under an umbrella (A18)."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout
from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_scopes.forms import SafeModelChoiceField

from partnerships.drafting.rules.text import AgreementText
from partnerships.matching.services.searching import narrowed
from partnerships.models import Agreement, Organisation, Partnership
from partnerships.objectives.rules.targets import target_words
from partnerships.rules.vocabulary import Formality
from partnerships.shared.forms.choosing import SHOWN, ChoosingForm
from partnerships.shared.forms.plain import PlainForm
from partnerships.umbrella.rules.passing import PartMode, Passing, TargetMode, may_be_divided
from partnerships.umbrella.services.making import Wanted
from pes_partnerships.accounts.models import Office
from pes_partnerships.lib.numbers import display_number

NOT_PASSED = ("", _("Not passed down"))


class TemplateForm(PlainForm):
    """How each written part and each objective of the umbrella is passed down."""

    all_may_wait = True

    def __init__(self, *args: Any, text: AgreementText, passing: Passing, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.text = text
        for section in text.sections:
            name = f"part-{section.key}"
            self._offer(name, section.title, [*PartMode.choices, NOT_PASSED], passing.parts.get(section.key, ""))
        for number, objective in enumerate(text.objectives, start=1):
            label = f"{number}. {objective.title}"
            mode = passing.objectives.get(objective.lineage, "")
            name = f"objective-{objective.lineage}"
            modes = [
                choice for choice in TargetMode.choices if choice[0] != TargetMode.IN_PARTS or may_be_divided(objective)
            ]
            self._offer(name, label, [*modes, NOT_PASSED], mode, target_words(objective))
        parts = [name for name in self.fields if name.startswith("part-")]
        objectives = [name for name in self.fields if name.startswith("objective-")]
        heading = "<h2>{}</h2>"
        self.helper.layout = Layout(
            HTML(format_html(heading, _("Written parts"))),
            *parts,
            HTML(format_html(heading, _("Objectives"))),
            *objectives,
        )

    def _offer(self, name: str, label: str, choices: list, chosen: str, help_text: str = "") -> None:
        field = forms.ChoiceField(label=label, choices=choices, required=False, help_text=help_text)
        self.fields[name], self.initial[name] = field, chosen

    @property
    def passing(self) -> Passing:
        said = {name: value for name, value in self.cleaned_data.items() if value}
        parts = {name.removeprefix("part-"): said[name] for name in said if name.startswith("part-")}
        objectives = {name.removeprefix("objective-"): said[name] for name in said if name.startswith("objective-")}
        return Passing(parts, objectives)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not any(values.values()):
            raise forms.ValidationError(_("Choose at least one part or objective that is passed down."))
        return values


class MakeForm(PlainForm):
    """Which offices or partners make one now, and with which modules."""

    formality = forms.ChoiceField(
        label=_("Formality of the local agreements"), choices=Formality.choices, widget=forms.RadioSelect
    )
    places = forms.MultipleChoiceField(
        label=_("Who makes one"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one office or partner.")},
    )
    modules = forms.MultipleChoiceField(
        label=_("Modules of their texts"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Each draft includes these modules; its office can remove or add one later."),
    )

    def __init__(
        self,
        *args: Any,
        offices: list[Office],
        partners: list[Organisation],
        modules: list[tuple[str, str]],
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.places = {f"office-{each.pk}": each for each in offices}
        self.places |= {f"partner-{each.pk}": each for each in partners}
        named = {"office": _("%(name)s (office)"), "partner": _("%(name)s (partner)")}
        self.fields["places"].choices = [
            (key, named[key.partition("-")[0]] % {"name": each.name}) for key, each in self.places.items()
        ]
        self.fields["modules"].choices = modules
        self.initial["formality"] = Formality.INFORMAL
        self.initial["modules"] = [key for key, _title in modules]
        if not modules:
            del self.fields["modules"]

    @property
    def chosen(self) -> list[Office | Organisation]:
        return [self.places[key] for key in self.cleaned_data["places"]]

    def wanted(self) -> list[Wanted]:
        modules = tuple(self.cleaned_data.get("modules", ()))
        return [Wanted(place, modules) for place in self.chosen]


class OptOutForm(PlainForm):
    reason = forms.CharField(
        label=_("Reason for making none"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("State why no local agreement is made here.")},
    )


class ChosenUmbrella(SafeModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Agreement.objects.none(), widget=forms.RadioSelect, empty_label=None, **kwargs)

    def label_from_instance(self, agreement: Agreement) -> str:
        return f"{agreement.partnership.title}: {agreement}"


class UmbrellaForm(ChoosingForm):
    """The umbrella of a draft; none is a choice, too."""

    chosen_name = "umbrella"
    nobody = _("No umbrella agreement")
    offers_unasked = True
    words = forms.CharField(
        label=_("Search agreements in force"),
        required=False,
        max_length=200,
        help_text=_("Enter words of the partnership’s title, challenge or place, then select “Search”."),
    )
    umbrella = ChosenUmbrella(
        label=_("Umbrella agreement"),
        required=False,
        error_messages={"invalid_choice": _("Choose an agreement that is in force.")},
    )

    def __init__(self, *args: Any, offered: QuerySet[Agreement], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.offer(offered, offered)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.layout = Layout(*self.find_line())

    def matching(self, fitting: QuerySet[Agreement], words: str) -> QuerySet[Agreement]:
        return fitting.filter(partnership__in=narrowed(Partnership.objects.all(), words).order_by().values("pk"))

    def none_found(self, words: str) -> str:
        if not words:
            return _("No other agreement is in force.")
        return _("No agreement in force matches “%(words)s”. Try fewer words.") % {"words": words}

    def some_found(self, found: int) -> str:
        if found > SHOWN:
            text = _("%(found)s agreements match; the first %(shown)s are shown. Add a word to narrow the search.")
            return text % {"found": display_number(found), "shown": display_number(SHOWN)}
        return ngettext("%(found)s agreement matches.", "%(found)s agreements match.", found) % {"found": found}

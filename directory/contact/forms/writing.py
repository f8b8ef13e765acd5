"""What a visitor writes to the people of an entry; the fields of a visit open with its choice (D3)."""

from typing import Any

from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django_countries import countries

from directory.contact.rules.guarding import MOST_LINKS, links_in
from directory.contact.services.writing import Letter
from directory.models import Entry
from directory.rules.messages import MessageKind, Way
from directory.rules.wishes import topics_of
from partnerships.shared.forms.plain import OneLineField, PlainForm
from pes_partnerships.accounts.models import User

LONGEST = 3000
WANTS = [
    (MessageKind.QUESTION, _("Ask a question")),
    (MessageKind.VISIT, _("Ask for an exchange visit: at their place, or on screen")),
    (MessageKind.SIMILAR, _("Tell them about a similar partnership")),
    (MessageKind.CORRECTION, _("Correct the entry. It goes to those who keep the directory as well.")),
]
TRAP = "homepage"  # hidden from people: what fills it in is no person


class WriteForm(PlainForm):
    kind = forms.ChoiceField(
        label=_("What do you want?"),
        widget=forms.RadioSelect,
        choices=WANTS,
        error_messages={"required": _("Choose what you want.")},
    )
    way = forms.ChoiceField(
        label=_("How?"), widget=forms.RadioSelect, choices=Way.choices, required=False, initial=Way.PLACE
    )
    people = forms.IntegerField(label=_("How many people come"), required=False, min_value=1, max_value=40)
    days = forms.TypedChoiceField(
        label=_("How many days"), required=False, coerce=int, empty_value=1, choices=[(1, "1"), (2, "2"), (3, "3")]
    )
    best = OneLineField(label=_("Best time"), required=False, max_length=80, help_text=_("A month is enough."))
    other = OneLineField(
        label=_("Another time"), required=False, max_length=80, help_text=_("If the first is not possible.")
    )
    see = forms.MultipleChoiceField(
        label=_("What do you want to see?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = OneLineField(label=_("Languages you can work in"), required=False, max_length=120)
    message = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Up to 3,000 characters. Do not write down names of clients."),
        error_messages={"required": _("Write your message.")},
    )
    name = OneLineField(
        label=_("Your name"),
        max_length=150,
        error_messages={"required": _("Enter your name, so that you are answered.")},
    )
    organisation = OneLineField(
        label=_("Organisation and office"),
        max_length=200,
        error_messages={"required": _("Enter the organisation for which you write.")},
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    language = forms.ChoiceField(label=_("Language of the e-mails to you"), choices=settings.LANGUAGES)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("You get an e-mail at this address first. Your message goes on when you confirm it there."),
        error_messages={"required": _("Enter your e-mail address: the answer goes there.")},
    )
    may_see = forms.BooleanField(
        label=_("Those who answer for the entry may see my name, organisation and address, to answer me"),
        error_messages={"required": _("Tick this: without it, you cannot be answered.")},
    )
    homepage = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any):
        super().__init__(*args, **kwargs)
        has = {field: getattr(entry, field) for field in entry.__dict__}
        self.fields["see"].choices = topics_of(has)
        self.fields["country"].choices = [("", pgettext_lazy("country", "Not stated")), *countries]

    @cached_property
    def helper(self) -> Any:
        helper = super().helper
        visit = Fieldset(
            _("The visit"),
            "way",
            Div("people", "days", css_class="field-row"),
            Div("best", "other", css_class="field-row"),
            "see",
            "languages",
            css_class="only-when of-visit",
        )
        helper.layout = Layout("kind", visit, "message", *self._who())
        return helper

    def _who(self) -> list[Any]:
        return [
            Fieldset(
                _("Who you are"),
                Div("name", "organisation", css_class="field-row"),
                Div("country", "language", css_class="field-row"),
                "email",
                "may_see",
                css_class="line-set",
            ),
            Div(HTML(""), TRAP, css_class="visually-hidden", aria_hidden="true"),
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        for name in ("name", "organisation", "best", "other", "languages"):
            if links_in(said.get(name, "")):
                self.add_error(name, _("Leave web addresses out of this field. You can write them in the message."))
        if links_in(said.get("message", "")) > MOST_LINKS:
            words = ngettext(
                "Leave at most %(count)s web address in the message.",
                "Leave at most %(count)s web addresses in the message.",
                MOST_LINKS,
            )
            self.add_error("message", words % {"count": MOST_LINKS})
        return said

    @property
    def is_of_robot(self) -> bool:
        return bool(self.cleaned_data.get(TRAP))

    def letter(self) -> Letter:
        said = self.cleaned_data
        return Letter(
            kind=said["kind"],
            message=said["message"],
            name=said["name"],
            email=said["email"],
            organisation=said["organisation"],
            language=said["language"],
            country=said["country"],
            wish=self._wish(),
        )

    def _wish(self) -> dict[str, Any]:
        """Plain values, as the message keeps them."""
        said = self.cleaned_data
        names = ("way", "people", "days", "best", "other", "see", "languages")
        return {name: said[name] for name in names if said.get(name)}


class WriteAsManagerForm(WriteForm):
    """From the workspace: who writes is known, and may write for an entry of their own."""

    own_entry = forms.ModelChoiceField(
        label=_("Your partnership"),
        queryset=None,
        required=False,
        empty_label=pgettext_lazy("partnership of a message", "None of ours"),
        help_text=_("Its entry is shown to the people you write to. What is learnt in a visit can be shown on both."),
    )

    def __init__(self, *args: Any, entry: Entry, own: Any, **kwargs: Any):
        super().__init__(*args, entry=entry, **kwargs)
        for name in ("name", "organisation", "country", "language", "email", "may_see", TRAP):
            del self.fields[name]
        self.fields["own_entry"].queryset = own.exclude(pk=entry.pk)

    def _who(self) -> list[Any]:
        return ["own_entry"]

    def letter_of(self, person: User, organisation: str, country: str) -> Letter:
        said = self.cleaned_data
        return Letter(
            kind=said["kind"],
            message=said["message"],
            name=person.name,
            email=person.email,
            organisation=organisation,
            language=person.language,
            country=country,
            wish=self._wish(),
        )

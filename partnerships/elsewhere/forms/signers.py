"""Who signed elsewhere: for one party, or for several at once (S4)."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.elsewhere.services.signers import SIGNERS
from partnerships.models import Agreement, Party, SignedElsewhere
from partnerships.shared.forms.rows import FormWithLists, ModelRowForm, edited_rows, rows_of
from partnerships.shared.forms.seen import SeenForm
from pes_partnerships.lib.dates import PartialDate

MOST_SIGNERS = 20
FIELDS = ("name", "office_held", "mandate", "signed", "may_be_shown", "note")
SIGNS_HELP = _(
    "Leave it empty if the organisation takes part without being a party, such as a service that supports the "
    "agreement."
)


def checked_day(date: PartialDate) -> PartialDate:
    if date and date.earliest() > timezone.localdate():
        raise forms.ValidationError(_("This day is in the future. Enter the day on which it was signed."))
    return date


class SignerForm(ModelRowForm):
    layout = Layout(
        Div("name", "office_held", css_class="field-row"),
        "signed",
        Div("mandate", "note", css_class="field-row"),
        "may_be_shown",
    )

    class Meta:
        model = SignedElsewhere
        fields = FIELDS

    def clean_signed(self) -> PartialDate:
        return checked_day(self.cleaned_data["signed"])

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if self.has_changed() and not any(values.get(name) for name in ("name", "office_held", "signed", "note")):
            self.add_error("office_held", _("Enter a name, a position, a day or a note, or remove the line."))
        return values


SignerLines = rows_of(
    SignerForm,
    MOST_SIGNERS,
    title=_("Who signed"),
    line_name=_("Signature %(number)s"),
    add_label=_("Add a signature"),
)


class PartySignedForm(SeenForm):
    class Meta:
        model = Party
        fields = ("must_sign", "signs_for")
        labels: ClassVar = {"must_sign": _("It is a party and signed the text")}
        help_texts: ClassVar = {"must_sign": SIGNS_HELP}


def signers_form(party: Party, typed: QueryDict | None = None) -> FormWithLists:
    rows = edited_rows(
        SignerLines,
        typed,
        stored=SIGNERS.values(party),
        seen=SIGNERS.seen(party),
        prefix="signers",
        empty=1,
    )
    return FormWithLists(PartySignedForm(typed, instance=party), signers=rows)


class ManySignedForm(forms.Form):
    """The same day, and an office where all have it, for several parties."""

    parties = forms.MultipleChoiceField(
        label=_("Parties"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one party."),
            "invalid_choice": _("Choose parties of this agreement from the list."),
        },
    )
    did = forms.ChoiceField(
        label=_("What the text says of them"),
        choices=[("signed", _("They signed it")), ("no_party", _("They take part and are no parties"))],
        widget=forms.RadioSelect,
        initial="signed",
    )

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any):
        super().__init__(*args, **kwargs)
        rows = agreement.parties.select_related("participation__organisation").prefetch_related("signed_elsewhere")
        self.rows = {str(row.pk): row for row in rows}
        self.fields["parties"].choices = [(key, _name_with_state(row)) for key, row in self.rows.items()]
        own = forms.fields_for_model(SignedElsewhere, ("office_held", "signed", "note"))
        own["signed"].label = _("Signed on")
        own["office_held"].help_text = _("Only if all of them signed by the same position, such as “The President”.")
        self.fields |= own
        self.helper = FormHelper(self)
        self.helper.form_tag = False

    def clean_signed(self) -> PartialDate:
        return checked_day(self.cleaned_data["signed"])

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        said = any(values.get(name) for name in ("office_held", "signed", "note"))
        if values.get("did") == "signed" and not said and "signed" not in self.errors:
            self.add_error("signed", _("Enter a day, a position or a note."))
        return values

    @property
    def chosen(self) -> list[Party]:
        return [self.rows[key] for key in self.cleaned_data["parties"]]


def _name_with_state(party: Party) -> str:
    if not party.must_sign:
        return _("%(party)s (not a party)") % {"party": party.name}
    said = "; ".join(str(row) for row in party.signed_elsewhere.all())
    return _("%(party)s (%(signed)s)") % {"party": party.name, "signed": said} if said else party.name

"""The record of a text signed elsewhere: its dates and where it is registered; starting, correcting, discarding it."""

from pathlib import Path
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.elsewhere.rules.reading import (
    BY_PRECISION,
    EVENTS,
    GAP,
    OPEN_ENDED,
    WITHOUT_DATE,
    Sure,
    all_dated,
    choices_for,
)
from partnerships.elsewhere.services.recording import PAGE
from partnerships.models import Agreement, RecordedFile
from partnerships.rules.term import begins_on
from partnerships.rules.vocabulary import DateBound
from partnerships.shared.forms.invisible import VisibleNames
from partnerships.shared.forms.languages import language_choices
from partnerships.shared.forms.uploads import KeptFileField, checked_file
from partnerships.shared.services.conflicts import seen_row
from pes_partnerships.lib.date_fields import PartialDateFormField
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.text import one_line

PLAIN = ("registry_number", "publication_url", "source")


class RecordForm(forms.Form):
    """The table of dates; for each: day, month and year, how sure, its source, and what another source says."""

    all_may_wait = True  # a record saves with any field empty: “(optional)” would say the wrong thing
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    registry_number = forms.CharField(label=_("Register and number"), required=False, max_length=60)
    publication_url = forms.CharField(
        label=_("Address of publication"), required=False, max_length=200, widget=forms.URLInput
    )
    source = forms.CharField(
        label=_("Source of this text"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )
    gap = forms.CharField(
        label=_("What happened before it, while no text governed"),
        required=False,
        max_length=250,
        help_text=_("Only if there were such days. It is said beside the gap between the two texts."),
    )

    def __init__(self, data: Any = None, *, agreement: Agreement):
        self.agreement = agreement
        super().__init__(data, initial=_initial(agreement))
        for name, label in EVENTS.items():
            self.fields[name] = PartialDateFormField(label=label, required=False)
            self.fields[f"{name}_sure"] = forms.ChoiceField(
                label=_("%(event)s: how sure") % {"event": label}, choices=choices_for(name), required=False
            )
            self.fields[f"{name}_note"] = forms.CharField(
                label=_("%(event)s: source or note") % {"event": label}, required=False, max_length=250
            )
            self.fields[f"{name}_other"] = PartialDateFormField(
                label=_("%(event)s: another source says") % {"event": label}, required=False
            )
        self.fields["seen"].initial = seen_row(self.stored, PAGE)

    @property
    def stored(self) -> Agreement:
        return Agreement.objects.get(pk=self.agreement.pk) if self.is_bound else self.agreement

    @property
    def written(self) -> list[str]:
        return [name for name in self.fields if name != "seen"]

    def as_stored(self) -> "RecordForm":
        return RecordForm(agreement=Agreement.objects.get(pk=self.agreement.pk))

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The table: each event with its fields."""
        return [
            {
                "name": name,
                "label": label,
                **{part or "date": self[f"{name}_{part}" if part else name] for part in ("", "sure", "note", "other")},
                "is_open": bool(self[f"{name}_note"].value() or self._other_said(name)),
                "has_no_date": self[f"{name}_sure"].value() in WITHOUT_DATE,
            }
            for name, label in EVENTS.items()
        ]

    def _other_said(self, name: str) -> bool:
        value = self[f"{name}_other"].value()
        return any(value) if isinstance(value, list) else bool(value)

    def clean_publication_url(self) -> str:
        address = self.cleaned_data["publication_url"].strip()
        if address:
            URLValidator(
                schemes=["http", "https"],
                message=_("Enter the whole address of a page, beginning with https://."),
            )(address)
        return address

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for name in EVENTS:
            if not {name, f"{name}_sure", f"{name}_other"} & self.errors.keys():
                self._check_line(name, values)
        self._check_order(values)
        return values

    def _check_line(self, name: str, values: dict[str, Any]) -> None:
        date, sure, other = values[name], values[f"{name}_sure"], values[f"{name}_other"]
        if date and sure in WITHOUT_DATE:
            self.add_error(f"{name}_sure", _("A date is entered. Clear it, or choose how sure it is."))
        elif not date and sure and sure not in WITHOUT_DATE:
            self.add_error(name, _("Enter the date, or choose “unknown” or “not stated”."))
        elif sure in BY_PRECISION and date.precision not in ("interval", sure):
            self.add_error(
                f"{name}_sure",
                _("The date says more, or less, than this. Choose “as entered”, or change the date."),
            )
        elif other and not date:
            self.add_error(f"{name}_other", _("Enter what one source says as the date, and here what another says."))
        elif other and other == date:
            self.add_error(f"{name}_other", _("Both dates are the same. Clear this one if the sources agree."))

    def _check_order(self, values: dict[str, Any]) -> None:
        today = timezone.localdate()
        for name in ("decided", "signed"):
            date = values.get(name)
            if date and date.earliest() > today:
                self.add_error(name, _("This day is in the future. A text that is still to be signed is drafted here."))
        dates = {name: values.get(name) or PartialDate() for name in ("effective", "signed", "decided")}
        begins = begins_on(**dates, bound=_bound(values, "effective"))
        ends = values.get("ends")
        if begins and ends and ends.latest() < begins and "ends" not in self.errors:
            self.add_error("ends", _("It would end before it begins. Check both dates."))

    def values(self) -> dict[str, Any]:
        """As save_dates takes them."""
        said = self.cleaned_data
        notes = {
            name: {
                "sure": ""
                if said[f"{name}_sure"] in (*BY_PRECISION, *DateBound.values, OPEN_ENDED)
                else said[f"{name}_sure"],
                "note": one_line(said[f"{name}_note"]),
                "other": str(said[f"{name}_other"] or ""),
            }
            for name in EVENTS
        }
        notes[GAP] = {"note": one_line(said["gap"])}
        return {
            **{name: said[name] or PartialDate() for name in EVENTS},
            **{name: said[name] for name in PLAIN},
            "notes": notes,
            "effective_bound": _bound(said, "effective"),
            "ends_bound": _bound(said, "ends"),
            "is_open_ended": said["ends_sure"] == OPEN_ENDED,
            "term_is_unstated": said["ends_sure"] == Sure.NOT_STATED,
            "seen": said.get("seen") if self.add_prefix("seen") in self.data else None,
        }


def _bound(values: dict[str, Any], name: str) -> str:
    sure = values.get(f"{name}_sure", "")
    return sure if sure in DateBound.values else ""


def _initial(agreement: Agreement) -> dict[str, Any]:
    found: dict[str, Any] = {name: getattr(agreement, name) for name in PLAIN}
    found["gap"] = agreement.date_notes.get(GAP, {}).get("note", "")
    for name, one in all_dated(agreement).items():
        sure = one.sure
        if not sure and one.date and one.date.precision in BY_PRECISION:
            sure = one.date.precision
        found |= {name: one.date, f"{name}_sure": sure, f"{name}_note": one.note, f"{name}_other": one.other}
    return found


class StartRecordForm(VisibleNames, forms.ModelForm):
    """What begins a record: its title, its kind, its language, and the file where there is one."""

    keeps_words = True  # what is typed is kept by itself; a file is chosen again
    one_line_fields = ("title",)
    language = forms.ChoiceField(label=_("Language of the text"), choices=language_choices)
    upload = KeptFileField(
        label=_("The file"),
        required=False,
        help_text=_("PDF, PNG or JPEG, at most 15 MB. It can be added later; a record without a file is a record too."),
    )

    class Meta:
        model = Agreement
        fields = ("title", "kind", "language")
        widgets: ClassVar = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["title"].error_messages["required"] = _("Enter the title of the agreement, as the text has it.")
        self.fields["title"].help_text = _("As the text itself is called, with its years: “Agreement 2025–2028”.")
        self.helper = FormHelper(self)
        self.helper.form_tag = False

    def clean_upload(self) -> UploadedFile | None:
        return checked_upload(self.cleaned_data["upload"])

    def _post_clean(self) -> None:
        """Set nothing on the instance: the service sets, cleans and saves."""


def checked_upload(upload: UploadedFile | None) -> UploadedFile | None:
    """Told by its bytes; the name that it came with stays beside it as `said_name`."""
    if not upload:
        return None
    said, stem = upload.name, one_line(Path(upload.name).stem)[:100] or "agreement"
    checked = checked_file(upload, stem=stem)
    checked.said_name = one_line(Path(said).name)[-150:]
    return checked


class FileForm(forms.Form):
    """A file of the record; `replaces`: then the reason for which the earlier one goes."""

    keeps_words = True
    upload = KeptFileField(label=_("File"), error_messages={"required": _("Choose a file.")})
    kind = forms.ChoiceField(label=_("What it is"), choices=RecordedFile.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Description"), required=False, max_length=200)
    reason = forms.CharField(
        label=_("Why it is replaced"),
        max_length=250,
        help_text=_("The earlier file stays kept, with this reason."),
        error_messages={"required": _("State why the file is replaced.")},
    )

    def __init__(self, *args: Any, replaces: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not replaces:
            del self.fields["reason"]
        self.helper = FormHelper(self)
        self.helper.form_tag = False

    def clean_upload(self) -> UploadedFile | None:
        return checked_upload(self.cleaned_data["upload"])


class ReasonForm(forms.Form):
    """One reason in words: for a correction, or for a file that goes."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, label: Any, required: Any, help_text: Any = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        field.label, field.help_text = label, help_text
        field.error_messages["required"] = required
        self.helper = FormHelper(self)
        self.helper.form_tag = False

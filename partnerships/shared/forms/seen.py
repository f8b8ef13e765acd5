"""A form that remembers what it was filled from, so that two editors get a conflict page and lose nothing."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from partnerships.shared.services.conflicts import seen_row
from pes_partnerships.lib.numbers import without_zeros


def remember(form: forms.BaseForm, seen: str) -> None:
    """Let a form that is no SeenForm carry, hidden, the fingerprint of what it was filled from."""
    form.fields["seen"] = forms.CharField(required=False, widget=forms.HiddenInput, initial=seen)
    if hasattr(form, "helper"):
        form.helper.render_hidden_fields = True


def with_seen(form: forms.BaseForm, values: dict[str, Any]) -> dict[str, Any]:
    """What a service takes: `values`, and what the form was filled from; None where that did not come back."""
    seen = form.cleaned_data.get("seen") if form.add_prefix("seen") in form.data else None
    return {name: value for name, value in values.items() if name != "seen"} | {"seen": seen}


class SeenForm(forms.ModelForm):
    """`seen` travels hidden with the form; the service compares it with the stored row before it writes."""

    all_may_wait = True  # a draft saves with any field empty: “(optional)” would say the wrong thing
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.DecimalField):
                self.initial[name] = without_zeros(self.initial.get(name))
        self._arrange()

    def _arrange(self) -> None:
        self.fields["seen"].initial = self.stored_seen()
        self.helper = FormHelper(self)
        self.helper.form_tag = False

    def leave_out(self, *names: str) -> None:
        """These fields are not asked for this row, and not written."""
        for name in names:
            del self.fields[name]
        self._arrange()

    @property
    def written(self) -> list[str]:
        """The model's fields that this form writes."""
        return [name for name in self.fields if name != "seen"]

    def stored_seen(self) -> str:
        if not self.instance.pk:
            return ""
        if not self.is_bound:
            return seen_row(self.instance, self.written)
        # a bound ModelForm puts what was typed into its instance while it cleans: read the stored row
        stored = type(self.instance).objects.filter(pk=self.instance.pk).first()
        return seen_row(stored, self.written) if stored else ""

    def as_stored(self) -> "SeenForm":
        """The same form, filled from the row as it is saved now."""
        return type(self)(instance=type(self.instance).objects.get(pk=self.instance.pk), prefix=self.prefix)

    def values(self) -> dict[str, Any]:
        """What a service takes: the cleaned fields, and `seen`; an empty one says that there was no row yet."""
        return with_seen(self, {name: self.cleaned_data[name] for name in self.written})

    def _post_clean(self) -> None:
        """Set nothing on the instance: the service sets, cleans and saves."""

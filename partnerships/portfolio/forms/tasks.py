"""The filter of the list of tasks: its address is the saved view."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.portfolio.services.tasks import Group
from pes_partnerships.accounts.models import Membership, Office


class TaskFilter(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of task"), required=False)
    late = forms.ChoiceField(
        label=_("Due date"), required=False, choices=[("", _("Any date")), ("1", _("Overdue only"))]
    )
    office = forms.ModelChoiceField(
        Office.objects.none(), label=_("Office"), required=False, empty_label=_("All offices")
    )

    def __init__(self, *args, membership: Membership, kinds: Iterable[Group], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Any kind")), *((group.key, group.kind.label) for group in kinds)]
        self.fields["office"].queryset = Office.objects.filter(service=membership.service_id)
        if membership.office_id:
            del self.fields["office"]  # X1: people of an office see that office only

    def chosen(self) -> dict[str, object]:
        """What narrows the list; a filter that is not understood says so and narrows nothing."""
        self.is_valid()
        return getattr(self, "cleaned_data", {})

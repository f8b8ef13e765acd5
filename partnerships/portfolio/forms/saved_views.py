"""A view of the portfolio gets its name, and is shared or not."""

from urllib.parse import parse_qsl

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from partnerships.models import SavedView
from partnerships.shared.forms.plain import PlainForm
from pes_partnerships.accounts.models import Membership

from .portfolio import Narrowing, PortfolioFilter

LONGEST = 1000
KEPT = (*PortfolioFilter.base_fields, *Narrowing.base_fields, "only", "view", "sort")


def kept_query(asked: QueryDict) -> str:
    """What of an address makes a view: its filters and its order, in one order; never the page or the file."""
    found = {name: asked[name].strip() for name in KEPT if asked.get(name, "").strip()}
    return urlencode(sorted(found.items()))


class SavedViewForm(PlainForm):
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    query = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name of the view"), max_length=60)
    is_shared = forms.BooleanField(
        label=_("Share it with everybody of this service"),
        help_text=_("Each of them sees the partnerships that they may see. You alone can change it."),
        required=False,
    )

    def __init__(self, *args, membership: Membership, view: SavedView | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.owned = SavedView.objects.owned_by(membership).exclude(pk=view.pk if view else None)
        if not membership.may("log_review"):
            del self.fields["is_shared"]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if self.owned.filter(name=name).exists():
            raise forms.ValidationError(_("You have a view of this name. Choose another name."))
        return name

    def clean_query(self) -> str:
        asked = QueryDict(mutable=True)
        asked.update(dict(parse_qsl(self.cleaned_data["query"])))
        return kept_query(asked)

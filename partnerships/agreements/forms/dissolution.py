"""Who may end the partnership and with what notice; its steps are lines (A8)."""

from partnerships.models import Agreement
from partnerships.shared.forms.seen import SeenForm


class EndingForm(SeenForm):
    class Meta:
        model = Agreement
        fields = ("may_end_by", "notice")

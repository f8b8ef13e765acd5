"""An earlier state of a record: readable, and compared with the one before it (A15)."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from partnerships.drafting.rules.comparing import Difference, differences
from partnerships.drafting.rules.freezing import build
from partnerships.drafting.rules.text import AgreementText
from partnerships.drafting.services.wording import labels
from partnerships.elsewhere.rules.reading import EVENTS
from partnerships.elsewhere.rules.states import differing, said_in
from partnerships.models import Agreement, RecordState
from partnerships.shared.views.drafts import visible_agreement
from partnerships.shared.views.lists import as_file
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.text import in_groups

from .found import record_crumbs, signed_here

COLUMNS = [
    Column(gettext_lazy("Part of the agreement"), "part"),
    Column(gettext_lazy("Term"), "label"),
    Column(gettext_lazy("Before"), "before"),
    Column(gettext_lazy("After"), "after"),
]


@role_required("read_portfolio")
@require_safe
def record_state(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    agreement = visible_agreement(request, pk)
    if not agreement.is_elsewhere:
        return signed_here(request, agreement)
    states = agreement.record_states.select_related("made_by")
    state = get_object_or_404(states, number=number)
    before = states.filter(number__lt=number).first()
    content = json.loads(state.content)
    changes = _changes(before, state) if before else []
    name = _("%(title)s, state %(number)s") % {"title": agreement.title, "number": number}
    if file := as_file(request, name, COLUMNS, changes):
        return file
    context = {
        "agreement": agreement,
        "state": state,
        "before": before,
        "fingerprint": in_groups(state.sha256),
        "said": [line for line in said_in(content["record"]) if line.value],
        "text": build(AgreementText, content["text"]),
        "changes": changes,
        "crumbs": record_crumbs(agreement),
    }
    return render(request, "partnerships/elsewhere/record_state.html", context)


def _changes(before: RecordState, after: RecordState) -> list[Difference]:
    """Of the record first, then of the text, in the language of the later one."""
    was, now = json.loads(before.content), json.loads(after.content)
    found = [Difference(_("Record"), label, old, new) for label, old, new in differing(was["record"], now["record"])]
    old_text, new_text = build(AgreementText, was["text"]), build(AgreementText, now["text"])
    with translation.override(new_text.language):
        lines = differences(old_text, new_text, labels())
        dates = {str(Agreement._meta.get_field(name).verbose_name) for name in EVENTS}  # said above, with the record
    return found + [line for line in lines if line.label not in dates]

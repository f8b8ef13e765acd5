"""What is done about one task: said to be done, accepted or returned, reminded, moved, set aside (G4)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.models import Participation
from partnerships.shared.forms.refusals import add_findings
from partnerships.shared.services.refused import Refused
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews.commitments.forms.tasks import DecideForm, DoneForm, MoveForm, ReasonForm
from reviews.commitments.services import acting
from reviews.commitments.services.acting import OwnAcceptance, SentAgain
from reviews.commitments.services.reminding import RemindedToday, remind_by_hand
from reviews.models import Commitment, CommitmentTask
from reviews.rules.commitment_words import TaskAct, TaskStatus
from reviews.shared.views import actor

from .find import crumbs_of, visible_task
from .words import may_decide, title_of, who_accepts

TEMPLATE = "reviews/commitments/task_form.html"


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def commitment_done(request: HttpRequest, pk: int) -> HttpResponse:
    """A colleague did it, or the party told the office; another party accepts it."""
    task = visible_task(request, pk)
    commitment = task.commitment
    if task.status in (TaskStatus.SENT, TaskStatus.ACCEPTED):
        return _refused(request, task)
    parties = partners_of(commitment) if commitment.is_joint else None
    form = DoneForm(posted(request), request.FILES or None, parties=parties, initial={"done_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            acting.say_done(task=task, by=actor(request), **form.values())
        except Refused as refusal:
            add_findings(form, refusal.findings)
        except MoveRefused:
            return _refused(request, task)
        else:
            messages.success(request, _("It is recorded as done. It counts when it is accepted."))
            return _back(commitment)
    lede = _("Another party accepts it, or returns it with a reason. No party accepts its own work.")
    if commitment.is_joint:
        lede = _("All parties keep it together: another party accepts it, or another colleague, but not you.")
    elif not commitment.is_own:
        words = _("Record what %(party)s told the office. The office then accepts it, or returns it with a reason.")
        lede = words % {"party": commitment.party_label}
    return _page(request, task, form, title=_("Say that it was done"), lede=lede, submit=_("Record as done"))


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def commitment_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """What a partner did is accepted by the office; what the service did by a partner, whose word is noted here."""
    task = visible_task(request, pk)
    if task.status != TaskStatus.SENT:
        return _refused(request, task)
    if not may_decide(task, request.membership):
        messages.info(request, who_accepts(task))
        return not_saved(_back(task.commitment))
    newest = task.acts.filter(kind=TaskAct.SENT).select_related("user", "contact").order_by("-at", "-pk").first()
    parties = partners_of(task.commitment) if task.is_sent_by_us else []
    seen = newest.pk if newest else None
    form = DecideForm(posted(request), task=task, seen=seen, parties=parties)
    if request.method == "POST" and form.is_valid():
        act = acting.accept if form.is_accepted else acting.send_back
        try:
            act(task=task, by=actor(request), **form.values())
        except SentAgain:
            form.add_error(None, _("It was sent again meanwhile. Read the new words above, then decide."))
            form.data = form.data.copy()
            form.data["seen"] = str(seen)
        except (OwnAcceptance, MoveRefused):
            return _refused(request, task)
        else:
            words = _("It is accepted.") if form.is_accepted else _("It is returned, and whoever does it is told why.")
            messages.success(request, words)
            return _back(task.commitment)
    return _page(request, task, form, title=_("Accept or return"), submit=_("Save the answer"), sent=newest)


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once
def commitment_move(request: HttpRequest, pk: int) -> HttpResponse:
    task = visible_task(request, pk)
    form = MoveForm(posted(request), initial={"due_on": task.due_on, "seen": task.due_on})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            acting.move_task(task=task, by=actor(request), **said)
        except SentAgain:
            task = visible_task(request, pk)
            words = _("A colleague set another day meanwhile: %(day)s. Check your day, then save again.")
            form.add_error("due_on", words % {"day": display_date(task.due_on)})
            form.data = form.data.copy()
            form.data["seen"] = task.due_on.isoformat()
        except MoveRefused:
            return _refused(request, task)
        else:
            messages.success(request, _("The day is changed. The days that follow stay as they are."))
            return _back(task.commitment)
    lede = _("The day of this one task changes. The commitment itself changes only by an amendment.")
    return _page(request, task, form, title=_("Set another day"), lede=lede, submit=_("Set this day"))


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once
def commitment_set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    task = visible_task(request, pk)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            acting.set_aside(task=task, by=actor(request), **form.cleaned_data)
        except MoveRefused:
            return _refused(request, task)
        messages.success(request, _("It is set aside. It counts neither as kept nor as missed."))
        return _back(task.commitment)
    lede = _("It is not asked this time. It counts neither as kept nor as missed.")
    return _page(request, task, form, title=_("Set aside"), lede=lede, submit=_("Set aside"))


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def commitment_remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first: somebody outside gets a mail."""
    task = visible_task(request, pk)
    if request.method == "POST":
        try:
            remind_by_hand(task=task, by=actor(request))
        except RemindedToday:
            messages.info(request, _("A reminder was sent today. Nothing more is sent before tomorrow."))
            return not_saved(_back(task.commitment))
        except MoveRefused:
            return _refused(request, task)
        messages.success(request, _("A reminder is being sent."))
        return _back(task.commitment)
    lede = _("The person who does it receives an e-mail, in their own language.")
    return _page(request, task, None, title=_("Remind"), lede=lede, submit=_("Send a reminder"))


def partners_of(commitment: Commitment) -> list[Participation]:
    """The other parties: present, and not the service itself."""
    rows = commitment.partnership.participations.members().select_related("organisation")
    service = commitment.partnership.service_id
    return [row for row in rows if not (row.organisation and row.organisation.pes_id == service)]


def _page(request: HttpRequest, task: CommitmentTask, form: Any, **more: Any) -> HttpResponse:
    commitment = task.commitment
    context = {
        "task": task,
        "commitment": commitment,
        "partnership": commitment.partnership,
        "crumbs": crumbs_of(commitment),
        "short": title_of(commitment),
        "day": display_date(task.day),
        "back": _back(commitment).url,
        **more,
    }
    return form_page(request, TEMPLATE, form, context | {"form": form})


def _back(commitment: Commitment) -> Any:
    return redirect("reviews:commitment", commitment.pk)


def _refused(request: HttpRequest, task: CommitmentTask) -> HttpResponse:
    """It is settled, or waits for somebody else: what became of it is on the page."""
    now = CommitmentTask.objects.get(pk=task.pk)
    act = now.acts.select_related("user", "contact").order_by("-at", "-pk").first()
    if act is None or act.who is None:
        words = _("Nothing was changed: this task is settled already, or has ended.")
    else:
        said = {"state": now.get_status_display(), "who": act.who.name, "day": display_date(act.on)}
        words = _("Nothing was changed. This task: %(state)s (%(who)s, %(day)s).") % said
    messages.info(request, words)
    return not_saved(_back(task.commitment))

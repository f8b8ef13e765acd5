"""A party's own view of its commitments behind its link: its rows only, without an account (G4, R8)."""

import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.hooks import Panel
from partnerships.shared.forms.refusals import add_findings
from partnerships.shared.services.refused import Refused
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews.commitments.forms.tasks import DecideForm, DoneForm
from reviews.commitments.rules.standing import Kept
from reviews.commitments.services import acting
from reviews.commitments.services.acting import RELATED, SentAgain
from reviews.commitments.services.listing import Line, TaskLine, sheet_of
from reviews.door.guards import by_contact_link, frame
from reviews.models import CommitmentAct, CommitmentTask, ContactLink
from reviews.rules.commitment_words import TaskAct, TaskStatus

from .one import file_of
from .words import in_time_words, line_note, next_words, rhythm_words, source_words, state_words, tint, title_of

TEMPLATE = "reviews/commitments/door_form.html"


def door_sections(*, link: ContactLink, token: str, today: datetime.date) -> list[Panel]:
    """Hook: what this party committed itself to, and what the service did that it may accept."""
    partnership = link.participation.partnership
    if partnership.ended_on:
        return []
    sheet = sheet_of(partnership, today, participation=link.participation_id)
    lines = sheet.lines
    to_accept = list(_to_accept(link))
    if not lines and not to_accept:
        return []
    own = [line for line in lines if not line.commitment.is_joint]
    context = {
        "rows": [_row(line, token) for line in sorted(lines, key=lambda line: not line.is_bad)],
        "kept": in_time_words(sum((line.kept for line in own), Kept())) if own else "",
        "to_accept": [_accept_row(task, token) for task in to_accept],
    }
    return [Panel("reviews/commitments/_door_section.html", context)]


def _row(line: Line, token: str) -> dict[str, Any]:
    commitment, to_do = line.commitment, line.to_do
    may_say = to_do is not None and not commitment.is_unseen
    url = reverse("reviews:door_commitment", args=[token, to_do.task.pk]) if may_say and to_do else ""
    return {
        "title": title_of(commitment),
        "text": commitment.text if commitment.text != title_of(commitment) else "",
        "language": commitment.language,
        "source": source_words(commitment),
        "rhythm": rhythm_words(commitment),
        "is_joint": commitment.is_joint,
        "state": state_words(line.state),
        "tint": tint(line.state),
        "note": line_note(line),
        "next": next_words(line),
        "url": url,
        "files": _files(line.current, token),
    }


def _files(current: TaskLine | None, token: str) -> list[dict[str, str]]:
    acts = [act for act in (current.acts if current else []) if act.file]
    return [
        {"url": reverse("reviews:door_commitment_file", args=[token, act.pk]), "day": display_date(act.on)}
        for act in acts
    ]


def _to_accept(link: ContactLink) -> Any:
    """What the service said to be done, or another party of what all keep together, and waits for a partner."""
    rows = _related(link).filter(commitment__ended_on=None, status=TaskStatus.SENT)
    return rows.order_by("sent_on", "pk")


def _accept_row(task: CommitmentTask, token: str) -> dict[str, Any]:
    return {
        "url": reverse("reviews:door_answer", args=[token, task.pk]),
        "label": _("Accept or return: %(commitment)s") % {"commitment": title_of(task.commitment)},
        "what": task.commitment.party_label,
        "when": _("since %(day)s") % {"day": display_date(task.sent_on)},
    }


def _own_task(link: ContactLink, pk: int) -> CommitmentTask:
    """Of this party, or of all parties together; any other is a 404."""
    rows = CommitmentTask.objects.filter(commitment__partnership=link.participation.partnership_id)
    task = get_object_or_404(rows.select_related(*RELATED), pk=pk)
    if task.commitment.participation_id != link.participation_id and not task.commitment.is_joint:
        raise Http404
    return task


@require_http_methods(["GET", "POST"])
@by_contact_link
def door_commitment(request: HttpRequest, link: ContactLink, token: str, pk: int) -> HttpResponse:
    """It is done: in words, with a file if there is one. What was returned is shown with the reason."""
    task = _own_task(link, pk)
    if task.status in (TaskStatus.SENT, TaskStatus.ACCEPTED):
        return _settled(request, token, task)
    form = DoneForm(posted(request), request.FILES or None, initial={"done_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            acting.say_done(task=task, by=_by(link), contact=link.contact, party=link.participation, **form.values())
        except Refused as refusal:
            add_findings(form, refusal.findings)
        except MoveRefused:
            return _settled(request, token, task)
        else:
            messages.success(request, _("Thank you. The employment service looks at it and accepts it, or returns it."))
            return redirect("reviews:door", token=token)
    returned = _last(task, TaskAct.RETURNED) if task.status == TaskStatus.RETURNED else None
    words = {"title": _("Say that it was done"), "submit": _("Send to the office"), "returned": returned}
    return _page(request, link, token, task, form, **words)


@require_http_methods(["GET", "POST"])
@by_contact_link
def door_answer(request: HttpRequest, link: ContactLink, token: str, pk: int) -> HttpResponse:
    """What the service did, accepted or returned by a partner."""
    task = get_object_or_404(_related(link), pk=pk)
    if task.status != TaskStatus.SENT:
        return _settled(request, token, task)
    sent = _last(task, TaskAct.SENT)
    form = DecideForm(posted(request), task=task, seen=sent.pk if sent else None, parties=[])
    if request.method == "POST" and form.is_valid():
        said = form.values() | {"party": link.participation, "contact": link.contact}
        act = acting.accept if form.is_accepted else acting.send_back
        try:
            act(task=task, by=_by(link), **said)
        except SentAgain:
            form.add_error(None, _("It was sent again meanwhile. Read the new words above, then decide."))
            form.data = form.data.copy()
            form.data["seen"] = str(sent.pk) if sent else ""
        except MoveRefused:
            return _settled(request, token, task)
        else:
            messages.success(request, _("Thank you. Your answer is recorded."))
            return redirect("reviews:door", token=token)
    words = {"title": _("Accept or return"), "submit": _("Send the answer"), "sent": sent}
    return _page(request, link, token, task, form, **words)


@require_safe
@by_contact_link
def door_commitment_file(request: HttpRequest, link: ContactLink, token: str, pk: int) -> HttpResponse:
    """A file of its own tasks, or of what it is asked to accept."""
    rows = CommitmentAct.objects.filter(task__commitment__partnership=link.participation.partnership_id)
    act = get_object_or_404(rows.select_related("task__commitment").exclude(file=""), pk=pk)
    commitment = act.task.commitment
    is_its = commitment.is_joint or commitment.participation_id == link.participation_id or act.task.is_sent_by_us
    if not is_its:
        raise Http404
    if answer := file_of(act):
        return answer
    messages.error(request, _("The stored file does not match the recorded file. Contact the employment service."))
    return redirect("reviews:door", token=token)


def _related(link: ContactLink) -> Any:
    by_another = Q(commitment__is_joint=True, sent_by_party__isnull=False) & ~Q(sent_by_party=link.participation)
    rows = CommitmentTask.objects.filter(commitment__partnership=link.participation.partnership_id)
    return rows.filter(Q(is_sent_by_us=True) | by_another).select_related(*RELATED)


def _by(link: ContactLink) -> Actor:
    return Actor.link(link.contact.name, person=link.contact)


def _last(task: CommitmentTask, kind: str) -> CommitmentAct | None:
    return task.acts.filter(kind=kind).select_related("user", "contact").order_by("-at", "-pk").first()


def _page(
    request: HttpRequest, link: ContactLink, token: str, task: CommitmentTask, form: Any, **more: Any
) -> HttpResponse:
    context = {
        **frame(link),
        "token": token,
        "commitment": task.commitment,
        "source": source_words(task.commitment),
        "day": display_date(task.day),
        "back": reverse("reviews:door", args=[token]),
        **more,
    }
    return form_page(request, TEMPLATE, form, context | {"form": form})


def _settled(request: HttpRequest, token: str, task: CommitmentTask) -> HttpResponse:
    now = CommitmentTask.objects.get(pk=task.pk)
    words = _("Nothing was changed. This task: %(state)s.") % {"state": now.get_status_display()}
    messages.info(request, words)
    return redirect("reviews:door", token=token)

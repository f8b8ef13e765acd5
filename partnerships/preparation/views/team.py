"""The people on a partnership, their skills, and their training (X2)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.access import can_form_partnership
from partnerships.models import Partnership, TeamMember, Training
from partnerships.preparation.forms.team import SkillsForm, TeamMemberForm, TrainingForm
from partnerships.preparation.rules.skills import open_needs, team_findings
from partnerships.preparation.services.team import (
    AlreadyOnTeam,
    add_member,
    remove_training,
    save_member,
    save_training,
    team_of,
    trainings_of,
)
from partnerships.rules.vocabulary import Skill
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from partnerships.shared.views.found import partnership_to_form, partnership_to_read
from partnerships.shared.views.lists import as_file
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once, once_unless_changed
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted

from .team_rows import MATRIX, TRAININGS, PersonRow, TrainingRow, marks_of, needs_in_words, planned_of


@role_required("see_team")
@require_http_methods(["GET"])
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Who works on it, what the team lacks, which needs are open, what is planned and was done."""
    partnership = partnership_to_read(request, pk)
    people = [PersonRow(member) for member in team_of(partnership)]
    trainings = [TrainingRow(training) for training in trainings_of(partnership)]
    present = [person for person in people if person.is_present]
    asked = (_("training activities"), TRAININGS, trainings) if request.GET.get("list") == "trainings" else None
    if file := as_file(request, *(asked or (_("team"), MATRIX, present))):
        return file
    marks = marks_of(present)
    context = {
        "partnership": partnership,
        "skills": list(Skill),
        "present": present,
        "left": [person for person in people if not person.is_present],
        "findings": team_findings([person.pk for person in present], marks),
        "needs": needs_in_words(present, open_needs(marks, planned_of(trainings))),
        "planned": [training for training in trainings if not training.row.done_on],
        "done": [training for training in trainings if training.row.done_on],
        "trainings": trainings,
        "may_form": can_form_partnership(request.user, partnership),
    }
    return render(request, "partnerships/preparation/team.html", context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def team_member_new(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = partnership_to_form(request, pk)
    form = TeamMemberForm(posted(request), partnership=partnership)
    if request.method == "POST" and form.is_valid():
        try:
            member = add_member(partnership=partnership, by=Actor.user(request.user), **form.cleaned_data)
        except AlreadyOnTeam:
            form.add_error(None, _("This person is already in the team. Open the person’s page from the team page."))
        else:
            messages.success(
                request, _("%(name)s has been added to the team. Now assess the skills.") % {"name": member.shown_name}
            )
            return redirect("partnerships:team_member", member.pk)
    context = {"partnership": partnership, "form": form}
    return form_page(request, "partnerships/preparation/team_member_new.html", form, context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def team_member(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Partnership.objects.visible_to(request.membership)
    rows = TeamMember.objects.filter(partnership__in=visible).select_related("user", "contact__organisation")
    member = get_object_or_404(rows, pk=pk)
    partnership = partnership_to_form(request, member.partnership_id)
    form = SkillsForm(posted(request), member=member)
    if request.method == "POST" and form.is_valid():
        try:
            save_member(member=member, by=Actor.user(request.user), **form.values())
        except Conflict as conflict:
            context = {"here": member.shown_name, "crumbs": []}
            return conflict_page(request, form, SkillsForm(member=conflict.theirs), context)
        except AlreadyOnTeam:
            form.add_error(
                "left_on",
                _("This person has been added to the team again on another line. Keep the original leaving date."),
            )
        else:
            messages.success(request, _("The changes for %(name)s have been saved.") % {"name": member.shown_name})
            return redirect("partnerships:team", partnership.pk)
    context = {"partnership": partnership, "member": member, "form": form}
    return form_page(request, "partnerships/preparation/team_member.html", form, context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def training_new(request: HttpRequest, pk: int) -> HttpResponse:
    return _training_page(request, partnership_to_form(request, pk), None)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def training(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one training; the button `remove` takes away what was entered by mistake."""
    visible = Partnership.objects.visible_to(request.membership)
    known = get_object_or_404(Training.objects.filter(partnership__in=visible), pk=pk)
    partnership = partnership_to_form(request, known.partnership_id)
    if request.method == "POST" and "remove" in request.POST:
        remove_training(training=known, by=Actor.user(request.user))
        messages.success(request, _("The training has been removed. It remains in the history."))
        return redirect("partnerships:team", partnership.pk)
    return _training_page(request, partnership, known)


def _training_page(request: HttpRequest, partnership: Partnership, known: Training | None) -> HttpResponse:
    form = TrainingForm(posted(request), instance=known, partnership=partnership)
    if request.method == "POST" and form.is_valid():
        by = Actor.user(request.user)
        try:
            save_training(partnership=partnership, by=by, training=known, **form.values())
        except Conflict as conflict:
            now = TrainingForm(instance=conflict.theirs, partnership=partnership)
            return conflict_page(request, form, now, {"here": conflict.theirs.title, "crumbs": []})
        messages.success(request, _("The training has been saved."))
        return redirect("partnerships:team", partnership.pk)
    context = {"partnership": partnership, "training": known, "form": form}
    return form_page(request, "partnerships/preparation/training.html", form, context)

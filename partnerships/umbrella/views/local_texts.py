"""Local agreements under an umbrella: how far they have come, making those that are missing, who makes none (A18)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.matching.rules.asking import ask
from partnerships.models import LocalTemplate, LocalText, Organisation, Partnership
from partnerships.rules.sections import kind_of
from partnerships.shared.views.found import partnership_to_form, partnership_to_read
from partnerships.shared.views.lists import as_file, page_of, words_of
from partnerships.umbrella.forms import MakeForm, OptOutForm
from partnerships.umbrella.rules.passing import PartMode, TargetMode
from partnerships.umbrella.rules.progress import LocalState
from partnerships.umbrella.services.making import expect, make_local_texts, opt_out
from partnerships.umbrella.services.progress import progress_of, readable
from partnerships.umbrella.services.templates import newest_template, umbrella_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.models import Membership, Office
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused

from .local_lines import figures, forecast, lines_of, objectives_passed, titles_of_modules

LINES = 50
AT_ONCE = 25  # drafts that are made in one act: each is a partnership with its text
COLUMNS = [
    Column(gettext_lazy("Office or partner"), "place"),
    Column(gettext_lazy("State"), "state_label"),
    Column(gettext_lazy("Committed"), "promised"),
    Column(gettext_lazy("Modules"), "modules_said"),
    Column(gettext_lazy("Template"), "template"),
    Column(gettext_lazy("Next, or since when"), "next_said"),
]


@role_required("read_portfolio")
@require_safe
def local_texts(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has made a local agreement, who is on the way, and what their numbers add up to."""
    partnership = partnership_to_read(request, pk)
    progress, template = progress_of(partnership, request.membership)
    modules = titles_of_modules(template)
    state = request.GET.get("state") if request.GET.get("state") in LocalState.values else ""
    lines = [line for line in lines_of(progress, modules) if not state or line.state == state]
    if words := words_of(request):
        asked = ask(words, only=True)
        lines = [line for line in lines if asked.stands_in(line.place)]
    if file := as_file(request, _("local agreements"), COLUMNS, lines):
        return file
    umbrella = umbrella_of(partnership)
    may_make = request.membership.may("write_agreement") and partnership.ended_on is None
    context = {
        "partnership": partnership,
        "umbrella": umbrella,
        "template": template,
        "progress": progress,
        "figures": figures(progress),
        "forecast": forecast(progress, umbrella),
        "objectives": objectives_passed(progress, template),
        "modules": list(modules.values()),
        "page": page_of(request, lines, size=LINES),
        "states": LocalState.choices,
        "state": state,
        "words": words,
        "may_make": may_make and umbrella is not None,
        "may_sum": bool(template and TargetMode.IN_PARTS in template.objectives.values()),
        "is_partial": request.membership.office_id is not None,
    }
    return render(request, "partnerships/umbrella/local_texts.html", context)


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def local_texts_make(request: HttpRequest, pk: int) -> HttpResponse:
    """Drafts for those that have none; or they are only noted as expected, so that the progress counts them."""
    partnership = partnership_to_form(request, pk)
    umbrella, template = umbrella_of(partnership), newest_template(partnership)
    if umbrella is None or template is None or template.umbrella_id != umbrella.pk:
        messages.info(request, _("Make a template of the text in force first: local agreements are made from it."))
        return not_saved(redirect("partnerships:local_template" if umbrella else "partnerships:partnership", pk))
    offices, partners = _places(partnership, request.membership)
    modules = [(key, title) for key, title in titles_of_modules(template).items()]
    form = MakeForm(posted(request), offices=offices, partners=partners, modules=modules)
    if request.method == "POST" and form.is_valid():
        if len(form.chosen) > AT_ONCE and "expect" not in request.POST:
            words = ngettext(
                "At most %(count)s draft is made at once. Choose fewer, and make the others afterwards.",
                "At most %(count)s drafts are made at once. Choose fewer, and make the others afterwards.",
                AT_ONCE,
            )
            form.add_error("places", words % {"count": AT_ONCE})
        else:
            return _made(request, partnership, umbrella, template, form)
    context = {
        "partnership": partnership,
        "template": template,
        "fixed": [kind_of(key).title for key, mode in template.parts.items() if mode == PartMode.FIXED],
        "to_fill": [kind_of(key).title for key, mode in template.parts.items() if mode == PartMode.FILL],
        "nobody": not (offices or partners),
    }
    return form_page(request, "partnerships/umbrella/local_texts_make.html", form, context)


def _places(partnership: Partnership, membership: Membership) -> tuple[list[Office], list[Organisation]]:
    """Those without a draft that have not opted out: offices of the service, and partners at the table.

    X1: who is bound to an office makes none for another one.
    """
    settled = partnership.local_texts.settled()
    offices = Office.objects.filter(service=partnership.service).exclude(pk=partnership.office_id)
    if membership.office_id:
        offices = offices.filter(pk=membership.office_id)
    taking_part = partnership.participations.present().exclude(organisation__pes=partnership.service)
    partners = Organisation.objects.filter(participations__in=taking_part).order_by("name").distinct()
    return (
        list(offices.exclude(pk__in=settled.exclude(office=None).values("office"))),
        list(partners.exclude(pk__in=settled.exclude(organisation=None).values("organisation"))),
    )


def _made(request: HttpRequest, partnership: Partnership, umbrella: Any, template: LocalTemplate, form: MakeForm):
    by = Actor.user(request.user)
    if "expect" in request.POST:
        count = expect(umbrella=partnership, places=form.chosen, by=by)
        words = ngettext(
            "%(count)s local agreement is now expected.", "%(count)s local agreements are now expected.", count
        )
        messages.success(request, words % {"count": count})
        return redirect("partnerships:local_texts", partnership.pk)
    try:
        made = make_local_texts(
            umbrella=umbrella,
            template=template,
            wanted=form.wanted(),
            formality=form.cleaned_data["formality"],
            user=request.user,
        )
    except MoveRefused:
        messages.error(request, _("Nothing was made: the umbrella agreement does not govern any more."))
        return not_saved(redirect("partnerships:local_texts", partnership.pk))
    words = ngettext("%(count)s draft has been made.", "%(count)s drafts have been made.", len(made))
    messages.success(request, words % {"count": len(made)})
    return redirect("partnerships:local_texts", partnership.pk)


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def local_text_none(request: HttpRequest, pk: int) -> HttpResponse:
    """An office or partner makes none, with the reason; or does after all."""
    visible = Partnership.objects.visible_to(request.membership)
    rows = readable(LocalText.objects.filter(umbrella__in=visible, umbrella__ended_on=None), request.membership)
    local = get_object_or_404(rows.select_related("umbrella__service", "office", "organisation"), pk=pk)
    if local.has_text:
        raise Http404
    form = OptOutForm(posted(request), initial={"reason": local.opted_out_reason})
    if request.method == "POST" and ("again" in request.POST or form.is_valid()):
        reason = "" if "again" in request.POST else form.cleaned_data["reason"]
        try:
            opt_out(local=local, reason=reason, by=Actor.user(request.user))
        except MoveRefused as refusal:
            raise Http404 from refusal
        messages.success(request, _("Saved."))
        return redirect("partnerships:local_texts", local.umbrella_id)
    return form_page(request, "partnerships/umbrella/local_text_none.html", form, {"local": local})

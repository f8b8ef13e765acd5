"""Bringing a local draft to the newest template: first what would change, then the act (A18)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.drafting.rules.freezing import read
from partnerships.drafting.services.wording import agreement_text
from partnerships.models import Agreement, LocalTemplate, LocalText, Partnership
from partnerships.objectives.rules.sentence import main_pieces
from partnerships.umbrella.rules.passing import Bringing
from partnerships.umbrella.services.bringing import bring_to_newest, draft_of, restore_part, what_it_brings
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.numbers import row_key


def _visible_local(request: HttpRequest, pk: int, *, with_umbrella: bool = True) -> LocalText:
    """One whose draft this person may read; the words that its own template passed down are part of that draft."""
    visible = Partnership.objects.visible_to(request.membership)
    rows = LocalText.objects.filter(partnership__in=visible)
    if with_umbrella:
        rows = rows.filter(umbrella__in=visible)
    related = ("umbrella__service", "office", "organisation", "partnership", "template__umbrella")
    return get_object_or_404(rows.select_related(*related), pk=pk)


@role_required("write_agreement")
@require_POST
@once
def local_part_restore(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    local = _visible_local(request, pk, with_umbrella=False)
    try:
        draft = restore_part(local=local, key=part, by=Actor.user(request.user))
    except MoveRefused:
        messages.info(request, _("Nothing was restored: there is no draft, or the section is not passed down."))
        return not_saved(redirect("partnerships:partnership", local.partnership_id))
    messages.success(request, _("The wording of the umbrella agreement has been restored."))
    return redirect("partnerships:section", draft.pk, part)


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def local_text_bring(request: HttpRequest, pk: int) -> HttpResponse:
    local = _visible_local(request, pk)
    draft = draft_of(local)
    if draft is None:
        messages.info(request, _("There is no draft here. A text that went out is not changed; recall it first."))
        return not_saved(redirect("partnerships:partnership", local.partnership_id))
    template, bringing = what_it_brings(local)
    if template is None:
        messages.info(request, _("There is no template of an umbrella that is in force."))
        return not_saved(redirect("partnerships:agreement", draft.pk))
    if request.method == "POST":
        try:
            edition = row_key(request.POST.get("edition", "")) or 0
            bring_to_newest(local=local, edition=edition, by=Actor.user(request.user))
        except MoveRefused:
            messages.error(request, _("A newer template was made in the meantime. Read what it brings, then confirm."))
            return not_saved(redirect("partnerships:local_text_bring", pk))
        messages.success(request, _("The draft follows template %(number)s now.") % {"number": template.number})
        return redirect("partnerships:agreement", draft.pk)
    context = {
        "local": local,
        "draft": draft,
        "template": template,
        "bringing": bringing,
        **_words(template, draft, bringing),
    }
    return render(request, "partnerships/umbrella/local_text_bring.html", context)


def _words(template: LocalTemplate, draft: Agreement, bringing: Bringing) -> dict[str, list[dict[str, str]]]:
    """What each section and objective says now, and what it would say."""
    above, own = read(template.umbrella.snapshot), agreement_text(draft)
    now = {section.key: section.markdown for section in own.sections}
    carried = dict(draft.objectives.exclude(passed_from=None).values_list("passed_from", "pk"))
    sentences = {each.key: "".join(piece.words for piece in main_pieces(each)) for each in own.objectives}
    said = {str(lineage): sentences.get(key, "") for lineage, key in carried.items()}
    return {
        "sections": [
            {"title": section.title, "now": now.get(section.key, ""), "then": section.markdown}
            for section in above.sections
            if section.key in bringing.parts
        ],
        "objectives": [
            {
                "title": each.title,
                "now": said.get(each.lineage, ""),
                "then": "".join(piece.words for piece in main_pieces(each)),
            }
            for each in above.objectives
            if each.lineage in bringing.objectives
        ],
    }

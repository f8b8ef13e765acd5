"""What the pages of an agreement's parts share: find the draft, save one part, or show a conflict."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.models import Agreement
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.services.in_use import InUse
from partnerships.shared.views.anchors import task_of_page
from partnerships.shared.views.conflicts import conflict_page
from pes_partnerships.accounts.once import not_saved
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page
from pes_partnerships.lib.moves import MoveRefused


def visible_agreement(request: HttpRequest, pk: int) -> Agreement:
    """The agreement if this person may see its partnership; anything else is missing (404)."""
    rows = Agreement.objects.visible_to(request.membership).select_related("partnership__service", "lead")
    return get_object_or_404(rows, pk=pk)


def visible_part(request: HttpRequest, kind: type[Model], pk: int) -> Model:
    """A row of an agreement that this person may see, with its agreement."""
    agreements = Agreement.objects.visible_to(request.membership)
    rows = kind.objects.filter(agreement__in=agreements).select_related("agreement__partnership__service")
    return get_object_or_404(rows, pk=pk)


def crumbs_of(agreement: Agreement, *more: tuple[str, str]) -> list[dict[str, str]]:
    return [
        {"url": reverse("partnerships:portfolio"), "label": _("Portfolio")},
        {
            "url": reverse("partnerships:partnership", args=[agreement.partnership_id]),
            "label": agreement.partnership.title,
        },
        {
            "url": reverse("partnerships:agreement", args=[agreement.pk]),
            "label": agreement.title
            if agreement.is_elsewhere
            else _("Version %(version)s") % {"version": agreement.version},
        },
        *({"url": url, "label": label} for url, label in more),
    ]


def refused(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """The version is no draft any more, or no record that is open: say so, and go where its state can be seen."""
    if agreement.is_elsewhere:
        words = _(
            "This text was signed elsewhere and its record is saved. To change the record, choose “Correct the record” "
            "and say why. Nothing was changed."
        )
    else:
        words = _(
            "This version is no longer a draft and cannot be changed. To change the text, recall this version or "
            "start a new one."
        )
    messages.error(request, words)
    return not_saved(redirect("partnerships:agreement", agreement.pk))


def used_words(name: str) -> str:
    return _(
        "Values, reviews or activities are recorded for “%(name)s”, so it stays. Correct its words instead of "
        "taking it out."
    ) % {"name": name}


def still_used(request: HttpRequest, part: Model, url: str) -> HttpResponse:
    """A part that was to be taken out stays: say why."""
    messages.error(request, used_words(str(part)))
    return not_saved(redirect(url))


def add_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """What the model refuses, at its field where the form has it."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def save_part(
    request: HttpRequest,
    agreement: Agreement,
    form: Any,
    *,
    save: Callable[[Actor], Any],
    stored: Callable[[], Any] | None = None,
    context: dict[str, Any],
    template: str = "partnerships/shared/agreement_part.html",
    done_url: str = "",
) -> HttpResponse:
    """Show a part's form, or save it through its service and answer: saved, refused, or in conflict.

    `stored` gives the same form filled from what is saved now; a form of one row that is there knows it itself.
    """
    if not agreement.may_be_written:
        return refused(request, agreement)
    task = (
        ""
        if done_url or agreement.is_elsewhere
        else task_of_page(request.resolver_match and request.resolver_match.url_name)
    )
    context = {"agreement": agreement, "crumbs": crumbs_of(agreement), "task": task, **context}
    if request.method == "POST" and form.is_valid():
        try:
            save(Actor.user(request.user))
        except Conflict:
            return conflict_page(request, form, (stored or form.as_stored)(), context)
        except InUse as used:
            form.add_error(None, used_words(str(used)))
        except MoveRefused:
            return refused(request, agreement)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Saved."))
            if task and "next" in request.POST:
                return redirect(f"{reverse('partnerships:agreement_next', args=[agreement.pk])}?after={task}")
            return redirect(done_url or reverse("partnerships:agreement", args=[agreement.pk]))
    return form_page(request, template, form, context)

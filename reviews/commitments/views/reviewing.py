"""At a review: which of the commitments that hold always were kept, all on one page (G4)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.form_pages import form_page, posted
from reviews.access import can_keep_commitments
from reviews.commitments.forms.tasks import KeptForm
from reviews.commitments.services.reviewing import asked_at, record_kept
from reviews.models import CommitmentTask
from reviews.shared.views import actor, crumbs_to, title_of, visible_review

from .words import title_of as short


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def review_commitments(request: HttpRequest, pk: int) -> HttpResponse:
    review = visible_review(request, pk)
    partnership = review.series.partnership
    tasks = asked_at(review)
    if not tasks or not can_keep_commitments(request.membership, partnership):
        messages.info(request, _("This review asks for no further commitment."))
        return not_saved(redirect("reviews:commitments", partnership.pk))
    form = KeptForm(posted(request), tasks=tasks, labels=[_label(task) for task in tasks])
    if request.method == "POST" and form.is_valid():
        count = record_kept(tasks=form.chosen, by=actor(request), words=form.cleaned_data["words"])
        words = ngettext("%(count)s commitment is recorded.", "%(count)s commitments are recorded.", count)
        messages.success(request, words % {"count": count})
        return redirect("reviews:review", pk)
    back = {"url": reverse("reviews:review", args=[pk]), "label": title_of(review)}
    context = {
        "partnership": partnership,
        "crumbs": [*crumbs_to(partnership), back],
        "title": _("Ongoing commitments"),
        "lede": _(
            "Choose what was kept since the last review. What a partner kept is accepted when you record it; "
            "what the employment service kept, alone or together with all parties, waits for a partner to accept it."
        ),
        "submit": _("Record as kept"),
        "back": back["url"],
    }
    return form_page(request, "reviews/commitments/commitment_form.html", form, context)


def _label(task: CommitmentTask) -> str:
    party = task.commitment.party_label or _("All parties together")
    return _("%(party)s: %(commitment)s") % {"party": party, "commitment": short(task.commitment)}

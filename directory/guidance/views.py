"""The guidance library, for everybody (D6)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from directory.models import Guide
from directory.search.services import models_in_use
from partnerships.rules.model_choice import Model, elements_of
from pes_partnerships.lib.web.unchanged import unchanged

from .rules.choosing import borrowed, decision_table
from .rules.guides import documents_of, parts_of


@require_safe
@unchanged
def guidance(request: HttpRequest) -> HttpResponse:
    guides = list(Guide.objects.all())
    used = models_in_use()
    models = [
        {
            "code": model.value,
            "label": model.label,
            "elements": elements_of(model),
            "entries": used.get(model, 0),
        }
        for model in Model
    ]
    documents = documents_of(" ".join(guide.source for guide in guides))
    context = {
        "guides": guides,
        "models": models,
        "documents": documents,
        "decision": decision_table(),
        "borrowed": borrowed(),
    }
    return render(request, "directory/guidance/guidance.html", context)


@require_safe
@unchanged
def guide(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Guide, code=code)
    others = Guide.objects.exclude(pk=found.pk)
    context = {
        "guide": found,
        "parts": parts_of(found.body),
        "documents": documents_of(found.source),
        "others": others,
    }
    return render(request, "directory/guidance/guide.html", context)
